/* SPDX-License-Identifier: GPL-3.0-or-later
 * desk.c - the list of services as the desk knows them. */
#include "services/desk.h"

#define SERVICE(name) extern const struct service_desk name##_desk;
#define SERVICE_UNSEEN(name) SERVICE(name)
#include "services/list.h"
#undef SERVICE
#undef SERVICE_UNSEEN

const struct service_desk *const service_desks[] = {
#define SERVICE(name) &name##_desk,
#define SERVICE_UNSEEN(name) SERVICE(name)
#include "services/list.h"
#undef SERVICE
#undef SERVICE_UNSEEN
    NULL,
};
