/* SPDX-License-Identifier: GPL-3.0-or-later
 * ime.c - letters, and what of them has been chosen, are ours; libpinyin is asked anew about the
 * rest of the letters after each change. Words of our own (config/pinyin.tsv) stand among its
 * candidates: surnames on the first page, rare characters of names on the second, and the words of
 * the place for their initials. */
#include <stdbool.h> /* before pinyin.h, which needs it */

#include "ui/ime.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"

#include <pinyin.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable()
#define __lsan_enable()
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHOICES_MOST = 24,
    WORDS_LIMIT = 256 << 10, /* bytes of the file */
    A_PAGE = 16,             /* candidates that stand side by side */
    SURNAME_AT = 4,          /* among the single characters */
    INITIALS_LEAST = 3,      /* two letters mean too much */
    SHOWN_MOST = IME_CHOSEN_MOST + 2 * IME_LETTERS_MOST + 1,
    SORT = SORT_WITHOUT_LONGER_CANDIDATE | SORT_BY_PHRASE_LENGTH | SORT_BY_FREQUENCY,
};

enum word_kind { WORD_PLACE, WORD_SURNAME, WORD_NAME, WORD_KINDS };
static const char *const kind_names[WORD_KINDS] = { "词", "姓", "名" };

/* A word of our own. */
struct own_word {
    const char    *text;
    const char    *reading;  /* zhaogongzuo */
    const char    *initials; /* zgz; "" when it has fewer than three */
    enum word_kind kind;
};

struct candidate {
    const char         *text;
    int                 letters; /* how many it stands for; 0: ask libpinyin when it is chosen */
    lookup_candidate_t *theirs;  /* NULL: our own */
};

struct ime {
    pinyin_context_t  *context;
    pinyin_instance_t *instance;
    struct arena       words_arena;
    struct own_word   *words;
    size_t             word_count;

    char letters[IME_LETTERS_MOST + 1];
    int  letter_count, from; /* those before `from` are chosen */
    char chosen[IME_CHOSEN_MOST + 1];
    int  choice_count;
    struct {
        int letters, bytes; /* `from` and the length of `chosen` before it */
    } choice[CHOICES_MOST];

    int              first_syllable;            /* letters of it */
    bool             cut[IME_LETTERS_MOST + 1]; /* a syllable begins here, from `from` on */
    struct candidate candidate[IME_CANDIDATES_MOST];
    size_t           candidate_count;
    char             shown[SHOWN_MOST];
    char             taken[IME_CHOSEN_MOST + IME_LETTERS_MOST + 1];
};

/* --- words of our own --- */

static enum word_kind kind_of(const char *name) {
    int kind = 0;
    while (kind < WORD_KINDS && strcmp(kind_names[kind], name) != 0)
        kind++;
    return (enum word_kind)kind;
}

/* "zhao gong zuo" as one, and its initials. */
static void join_reading(struct arena *arena, const char *syllables, struct own_word *word) {
    char  *reading = arena_alloc(arena, strlen(syllables) + 1);
    char  *initials = arena_alloc(arena, strlen(syllables) + 1);
    size_t length = 0, count = 0;
    for (size_t i = 0; reading && initials && syllables[i]; i++) {
        if (syllables[i] == ' ')
            continue;
        if (i == 0 || syllables[i - 1] == ' ')
            initials[count++] = syllables[i];
        reading[length++] = syllables[i];
    }
    word->reading = reading ? reading : "";
    word->initials = initials && count >= INITIALS_LEAST ? initials : "";
}

/* "找工作<tab>zhao gong zuo<tab>词", one a line; lines that are none of it are left out. */
static void read_words(struct ime *ime) {
    struct arena *arena = &ime->words_arena;
    char         *bytes = NULL, *line, *rest;
    size_t        length = 0, room = 1;
    if (!file_read(arena, share_path(arena, "config/pinyin.tsv"), WORDS_LIMIT, &bytes, &length,
                   NULL))
        return;
    for (size_t i = 0; i < length; i++)
        room += bytes[i] == '\n';
    ime->words = ARENA_NEW_ARRAY(arena, room, struct own_word);
    for (rest = bytes; ime->words && (line = strsep(&rest, "\n")) != NULL;) {
        const char *text = strsep(&line, "\t"), *syllables = strsep(&line, "\t");
        if (text[0] == '#' || !syllables || !line || !text_valid(text, strlen(text)))
            continue;
        struct own_word word = { .text = text, .kind = kind_of(line) };
        join_reading(arena, syllables, &word);
        if (word.kind < WORD_KINDS && word.reading[0] && ime->word_count < room)
            ime->words[ime->word_count++] = word;
    }
}

/* --- opening and closing --- */

/* libpinyin complains about the user's dictionary, which we don't want to have, and loses what it
 * had prepared for it: some handles of libdb. */
static pinyin_context_t *init_quietly(const char *folder) {
    FILE *said = stderr, *nowhere = fopen("/dev/null", "w");
    if (nowhere)
        stderr = nowhere;
    __lsan_disable();
    pinyin_context_t *context = pinyin_init(folder, NULL);
    __lsan_enable();
    stderr = said;
    if (nowhere)
        (void)fclose(nowhere);
    return context;
}

bool ime_open(struct ime **ret_ime, const char *folder, struct err *err) {
    struct ime *ime = calloc(1, sizeof *ime);
    if (!ime)
        return err_code_set(err, ERR_MEMORY, "拼音输入要用的内存不够");
    ime->context = init_quietly(folder ? folder : ANJU_PINYIN);
    ime->instance = ime->context ? pinyin_alloc_instance(ime->context) : NULL;
    if (!ime->instance) {
        ime_close(ime);
        return err_code_set(err, ERR_ABSENT, "拼音输入打不开：没有装 libpinyin-data");
    }
    (void)pinyin_set_options(ime->context, PINYIN_INCOMPLETE | PINYIN_CORRECT_ALL |
                                               USE_DIVIDED_TABLE | USE_RESPLIT_TABLE);
    read_words(ime);
    *ret_ime = ime;
    return true;
}

/* What libpinyin wrote for us is wiped before it is given back. */
static void forget_candidates(struct ime *ime) {
    guint count = 0;
    (void)pinyin_get_n_candidate(ime->instance, &count);
    for (guint i = 0; i < count; i++) {
        lookup_candidate_t *theirs = NULL;
        const gchar        *text = NULL;
        if (pinyin_get_candidate(ime->instance, i, &theirs) &&
            pinyin_get_candidate_string(ime->instance, theirs, &text) && text)
            explicit_bzero((char *)(uintptr_t)text, strlen(text));
    }
    (void)pinyin_reset(ime->instance);
    explicit_bzero(ime->candidate, sizeof ime->candidate);
    ime->candidate_count = 0;
}

void ime_close(struct ime *ime) {
    if (!ime)
        return;
    if (ime->instance) {
        forget_candidates(ime);
        pinyin_free_instance(ime->instance);
    }
    if (ime->context)
        pinyin_fini(ime->context);
    arena_deinit(&ime->words_arena);
    explicit_bzero(ime, sizeof *ime);
    free(ime);
}

/* --- candidates --- */

/* A second code for a character that there is already (不 as U+F967): it looks the same, and nobody
 * who searches for the name would find it. */
static bool doubled(const char *text) {
    uint32_t c = 0;
    for (size_t length; (length = text_decode(text, strnlen(text, 4), &c)) > 0; text += length)
        if ((c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F))
            return true;
    return false;
}

/* At `at` or at the end; the last one falls off a full list. One that is there further down comes
 * forward; one that is there before stays. */
static void offer(struct ime *ime, size_t at, struct candidate candidate) {
    size_t count = ime->candidate_count, end = count;
    for (size_t i = 0; i < count; i++)
        if (strcmp(ime->candidate[i].text, candidate.text) == 0)
            end = i;
    if (end == count && count < IME_CANDIDATES_MOST)
        ime->candidate_count++;
    else if (end == count)
        end = count - 1;
    at = at < ime->candidate_count ? at : ime->candidate_count - 1;
    if (at > end)
        return;
    memmove(&ime->candidate[at + 1], &ime->candidate[at], (end - at) * sizeof candidate);
    ime->candidate[at] = candidate;
}

static void offer_theirs(struct ime *ime, int parsed) {
    guint count = 0;
    (void)pinyin_get_n_candidate(ime->instance, &count);
    for (guint i = 0; i < count && ime->candidate_count < IME_CANDIDATES_MOST; i++) {
        lookup_candidate_type_t type;
        struct candidate        candidate = { 0 };
        if (!pinyin_get_candidate(ime->instance, i, &candidate.theirs) ||
            !pinyin_get_candidate_string(ime->instance, candidate.theirs, &candidate.text) ||
            !pinyin_get_candidate_type(ime->instance, candidate.theirs, &type) || !candidate.text ||
            !candidate.text[0] || doubled(candidate.text))
            continue;
        candidate.letters = type == NBEST_MATCH_CANDIDATE ? parsed : 0;
        ime->candidate[ime->candidate_count++] = candidate;
    }
}

static size_t first_single(const struct ime *ime) {
    size_t at = 0;
    while (at < ime->candidate_count && text_characters(ime->candidate[at].text) > 1)
        at++;
    return at;
}

/* Our words among theirs, those of the first syllable where single characters begin. */
static void offer_own(struct ime *ime, const char *rest) {
    size_t single = first_single(ime), letters = strlen(rest);
    size_t rare = single + A_PAGE > A_PAGE ? single + A_PAGE - single % A_PAGE : A_PAGE;
    for (size_t i = 0; i < ime->word_count; i++) {
        const struct own_word *word = &ime->words[i];
        size_t                 length = strlen(word->reading);
        struct candidate       own = { word->text, (int)length, NULL };
        bool                   syllable =
            (int)length == ime->first_syllable && strncmp(rest, word->reading, length) == 0;
        if (word->kind == WORD_NAME && syllable)
            offer(ime, rare++, own);
        else if (word->kind == WORD_SURNAME && (syllable || strcmp(rest, word->reading) == 0)) {
            if (!ime->from)
                offer(ime, single + SURNAME_AT, own);
        } else if (word->kind == WORD_PLACE && strcmp(rest, word->reading) == 0) {
            offer(ime, 1, own);
        } else if (word->kind == WORD_PLACE && strcmp(rest, word->initials) == 0) {
            own.letters = (int)letters;
            offer(ime, 0, own);
        }
    }
}

/* Where syllables begin, as libpinyin cuts the letters: piece by piece between the ', since it
 * refuses to be asked about the place behind one. */
static void cut_syllables(struct ime *ime, const char *rest) {
    explicit_bzero(ime->cut, sizeof ime->cut);
    for (size_t at = 0; rest[at];) {
        size_t length = strcspn(rest + at, "'"), start = 0, next;
        char   piece[IME_LETTERS_MOST + 1] = { 0 };
        memcpy(piece, rest + at, length);
        size_t parsed = length ? pinyin_parse_more_full_pinyins(ime->instance, piece) : 0;
        ime->cut[at] = true;
        while (start < parsed && pinyin_get_right_pinyin_offset(ime->instance, start, &next) &&
               next > start) {
            ime->cut[at + next] = true;
            start = next;
        }
        explicit_bzero(piece, sizeof piece);
        at += length + (rest[at + length] == '\'');
    }
}

/* What is chosen, then the letters with ' between syllables. */
static void show(struct ime *ime, const char *rest) {
    char *out = stpcpy(ime->shown, ime->chosen);
    for (size_t i = 0; rest[i]; i++) {
        if (i > 0 && ime->cut[i] && rest[i] != '\'' && rest[i - 1] != '\'')
            *out++ = '\'';
        *out++ = rest[i];
    }
    *out = '\0';
}

static int first_syllable(const struct ime *ime, const char *rest) {
    int length = 1;
    while (rest[length] && rest[length] != '\'' && !ime->cut[length])
        length++;
    return length;
}

static void renew(struct ime *ime) {
    const char *rest = ime->letters + ime->from;
    forget_candidates(ime);
    explicit_bzero(ime->shown, sizeof ime->shown);
    if (ime_idle(ime))
        return;
    cut_syllables(ime, rest);
    show(ime, rest);
    ime->first_syllable = first_syllable(ime, rest);
    size_t parsed = pinyin_parse_more_full_pinyins(ime->instance, rest);
    parsed = parsed < strlen(rest) ? parsed : strlen(rest);
    if (parsed) {
        (void)(ime->chosen[0] ? pinyin_guess_sentence_with_prefix(ime->instance, ime->chosen)
                              : pinyin_guess_sentence(ime->instance));
        (void)pinyin_guess_candidates(ime->instance, 0, SORT);
        offer_theirs(ime, (int)parsed);
    }
    offer_own(ime, rest);
}

size_t ime_count(const struct ime *ime) {
    return ime->candidate_count;
}

const char *ime_candidate(const struct ime *ime, size_t index) {
    return index < ime->candidate_count ? ime->candidate[index].text : "";
}

/* --- what is done --- */

bool ime_idle(const struct ime *ime) {
    return ime->letter_count == 0;
}

const char *ime_shown(const struct ime *ime) {
    return ime->shown;
}

bool ime_letter(struct ime *ime, char letter) {
    bool apart = letter == '\'' && ime->letter_count > ime->from &&
                 ime->letters[ime->letter_count - 1] != '\'';
    if (ime->letter_count == IME_LETTERS_MOST || ((letter < 'a' || letter > 'z') && !apart))
        return false;
    ime->letters[ime->letter_count++] = letter;
    renew(ime);
    return true;
}

bool ime_back(struct ime *ime) {
    if (ime_idle(ime))
        return false;
    if (ime->choice_count > 0) {
        ime->choice_count--;
        ime->from = ime->choice[ime->choice_count].letters;
        char *end = ime->chosen + ime->choice[ime->choice_count].bytes;
        explicit_bzero(end, strlen(end));
    } else {
        ime->letters[--ime->letter_count] = '\0';
    }
    renew(ime);
    return true;
}

void ime_drop(struct ime *ime) {
    explicit_bzero(ime->letters, sizeof ime->letters);
    explicit_bzero(ime->chosen, sizeof ime->chosen);
    explicit_bzero(ime->taken, sizeof ime->taken);
    ime->letter_count = ime->from = ime->choice_count = 0;
    renew(ime);
}

void ime_forget(struct ime *ime) {
    ime_drop(ime);
    pinyin_free_instance(ime->instance);
    ime->instance = pinyin_alloc_instance(ime->context);
    if (!ime->instance)
        bug("no memory for pinyin");
}

/* How many of the rest of the letters the candidate stands for. */
static int letters_of(struct ime *ime, const struct candidate *candidate) {
    int rest = ime->letter_count - ime->from;
    int letters = candidate->letters;
    if (!letters && candidate->theirs)
        letters = pinyin_choose_candidate(ime->instance, 0, candidate->theirs);
    letters = letters > 0 && letters <= rest ? letters : rest;
    while (letters < rest && ime->letters[ime->from + letters] == '\'')
        letters++;
    return letters;
}

void ime_choose(struct ime *ime, size_t index, const char **ret_text) {
    *ret_text = NULL;
    if (index >= ime->candidate_count || ime->choice_count == CHOICES_MOST)
        return;
    const char *text = ime->candidate[index].text;
    size_t      before = strlen(ime->chosen), length = strlen(text);
    if (before + length > IME_CHOSEN_MOST)
        return;
    int letters = letters_of(ime, &ime->candidate[index]);
    ime->choice[ime->choice_count].letters = ime->from;
    ime->choice[ime->choice_count++].bytes = (int)before;
    memcpy(ime->chosen + before, text, length);
    ime->from += letters;
    if (ime->from < ime->letter_count) {
        renew(ime);
        return;
    }
    *ret_text = ime_take_letters(ime);
}

const char *ime_take_letters(struct ime *ime) {
    char  taken[sizeof ime->taken];
    char *end = stpcpy(stpcpy(taken, ime->chosen), ime->letters + ime->from);
    ime_drop(ime);
    memcpy(ime->taken, taken, (size_t)(end - taken) + 1);
    explicit_bzero(taken, sizeof taken);
    return ime->taken;
}
