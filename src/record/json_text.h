/* SPDX-License-Identifier: GPL-3.0-or-later
 * json_text.h - the one boundary where JSON from outside becomes values: size, depth, duplicate
 * keys, U+0000 and bytes that are not UTF-8 are refused here. */
#ifndef ANJU_RECORD_JSON_TEXT_H
#define ANJU_RECORD_JSON_TEXT_H

#include "record/problems.h"

#include <jansson.h>

enum { JSON_TEXT_MOST = 1 << 20, JSON_TEXT_DEPTH = 16 };

/* An object or array; NULL with one problem that says where and what. */
json_t *record_json_read(const char *bytes, size_t length, struct problems *problems);

#endif
