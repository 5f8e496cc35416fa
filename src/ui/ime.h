/* SPDX-License-Identifier: GPL-3.0-or-later
 * ime.h - Chinese by pinyin (libpinyin): letters come in, candidates come out, what is chosen is
 * the text. Nothing is drawn here. It never learns: what one resident types must not be offered to
 * the next. Opened when the first letter comes (5 ms, 10 MB), wiped when somebody leaves. It then
 * stays open: each time that libpinyin is opened it loses 16 kB. */
#ifndef ANJU_UI_IME_H
#define ANJU_UI_IME_H

#include "base/err.h"

#include <stddef.h>

enum {
    IME_LETTERS_MOST = 48,     /* longer is no longer a sentence */
    IME_CHOSEN_MOST = 96 * 2,  /* bytes of what is chosen before it is committed */
    IME_CANDIDATES_MOST = 400, /* more nobody looks through */
};

struct ime; /* libpinyin's tables, the letters, what of them is chosen */

/* NULL folder: where libpinyin's data is installed. Refused in one sentence when it is not. */
bool ime_open(struct ime **ret_ime, const char *folder, struct err *err);
void ime_close(struct ime *ime); /* wipes; NULL is fine */
void ime_forget(
    struct ime *ime); /* somebody has left: ime_drop(), and libpinyin's part of it too */

/* One letter a–z, or ' between syllables. False: no letter, or too many. */
bool ime_letter(struct ime *ime, char letter);
/* Take back: what was chosen last, else the last letter. False: there is nothing. */
bool ime_back(struct ime *ime);
void ime_drop(struct ime *ime); /* all of it, wiped */
bool ime_idle(const struct ime *ime);

/* What stands in the line while composing: 刘xiao'ming. "" when idle; until the next change. */
const char *ime_shown(const struct ime *ime);

/* Candidates for the letters that are not chosen yet, best first; the first may be a sentence. */
size_t      ime_count(const struct ime *ime);
const char *ime_candidate(const struct ime *ime, size_t index);
/* Choose one. When no letters are left *ret_text is the whole text and composing is over; else
 * NULL. *ret_text is valid until the next call. */
void ime_choose(struct ime *ime, size_t index, const char **ret_text);
/* What is chosen and, for the rest, the letters as they are: 中/英, Enter. */
const char *ime_take_letters(struct ime *ime);

#endif
