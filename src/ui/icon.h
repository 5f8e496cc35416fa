/* SPDX-License-Identifier: GPL-3.0-or-later
 * icon.h - icons of controls (Lucide): fonts/icons.txt names those in use, the header made from it
 * and from the pinned font's list of code points gives their characters. */
#ifndef ANJU_UI_ICON_H
#define ANJU_UI_ICON_H

#include <stdint.h>

enum icon {
    ICON_NONE,
#define ICON(name, code) ICON_##name,
#include "icon_codes.h"
#undef ICON
    ICON_COUNT
};

/* The character in FACE_ICON. */
uint32_t icon_character(enum icon icon);

#endif
