/* SPDX-License-Identifier: GPL-3.0-or-later
 * help_api.c - what the help service is to the desk: calls are read, taken and answered by the
 * routes that every flow has. */
#include "services/desk.h"

extern const struct service_desk help_desk;
const struct service_desk        help_desk = { .routes = NULL };
