/* SPDX-License-Identifier: GPL-3.0-or-later
 * icon.c - the characters of the icons, from the generated list. */
#include "ui/icon.h"

static const uint32_t characters[ICON_COUNT] = {
#define ICON(name, code) [ICON_##name] = (code),
#include "icon_codes.h"
#undef ICON
};

uint32_t icon_character(enum icon icon) {
    return icon > ICON_NONE && icon < ICON_COUNT ? characters[icon] : 0;
}
