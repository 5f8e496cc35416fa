/* SPDX-License-Identifier: GPL-3.0-or-later
 * mask.h - personal values as everybody may see them (DOMAIN.md, Privacy). */
#ifndef ANJU_RECORD_MASK_H
#define ANJU_RECORD_MASK_H

#include "record/record.h"

/* 刘*明, 138****6021, 431***********1234 by the field's type and form. Into `arena`. */
const char *mask_text(const struct field *field, const char *text, struct arena *arena);

#endif
