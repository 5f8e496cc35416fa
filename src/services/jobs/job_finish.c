/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_finish.c - a posting's row as a whole: the employer it belongs to, its pay from up to three
 * columns, what follows from its words, and what it becomes in the store. */
#include "record/setting.h"
#include "services/jobs/job_draft.h"
#include "services/jobs/job_terms.h"

#include <string.h>

/* --- texts --------------------------------------------------------------------------------------
 */

static bool is_han_at(const char *at) {
    return (unsigned char)*at >= 0xE4 && (unsigned char)*at <= 0xE9;
}

/* "缝 纫 工" is spaced out for looks: every word of it is one character. */
static bool spaced_out(const char *line) {
    bool spaces = false;
    for (const char *at = line; *at; at += 3) {
        if (!is_han_at(at) || (at[3] && at[3] != ' '))
            return false;
        if (at[3] == ' ') {
            spaces = true;
            at++;
        }
    }
    return spaces;
}

/* 全角 letters and digits; punctuation stays as people set it. */
static size_t narrow_at(const char *at, char *out) {
    const unsigned char *b = (const unsigned char *)at;
    if (b[0] != 0xEF || (b[1] != 0xBC && b[1] != 0xBD))
        return 0;
    unsigned c = 0x20u + (b[2] & 0x3Fu) + (b[1] == 0xBD ? 0x40u : 0);
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')))
        return 0;
    *out = (char)c;
    return 3;
}

const char *job_line(struct arena *arena, const char *text) {
    if (!strpbrk(text, "\n ") && !strstr(text, "\xEF\xBC") && !strstr(text, "\xEF\xBD"))
        return text;
    char *line = arena_strdup(arena, text), *to = line;
    for (const char *from = text; *from;) {
        size_t narrow = narrow_at(from, to);
        if (narrow) {
            to++;
            from += narrow;
        } else if (*from == '\n') { /* a line break within a word is none */
            bool bracket = from[1] == '(' || text_starts(from + 1, "（");
            if (!bracket && (to - line < 3 || !is_han_at(to - 3) || !is_han_at(from + 1)))
                *to++ = ' ';
            from++;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
    if (!spaced_out(line))
        return line;
    to = line;
    for (const char *from = line; *from; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    return line;
}

bool job_text(struct reading *reading, const char *field, char *member, size_t size,
              const char *title, const char *text) {
    const char *line = job_line(reading->problems->arena, text);
    size_t      most = (size - 1) / 4;
    if (text_characters(line) <= most)
        return text_copy(member, size, line);
    reading_note(reading, title, line);
    return problem_add(reading->problems, PROBLEM_WARN, field, line,
                       N_("“%s”最多 %zu 个字，太长，记在备注里"),
                       tr(reading->problems->lang, record_field(&job_record, field)->label), most);
}

void job_add(struct reading *reading, const char *field, char *member, size_t size,
             const char *title, const char *text) {
    if (*member && strstr(member, text))
        return;
    const char *whole =
        *member ? arena_printf(reading->problems->arena, "%s，%s", member, text) : text;
    if (text_characters(whole) <= (size - 1) / 4)
        (void)text_copy(member, size, whole);
    else if (*member)
        reading_note(reading, title, text);
    else
        (void)job_text(reading, field, member, size, title, text);
}

static bool has_problem(const struct problems *problems, const char *field) {
    for (size_t i = 0; i < problems->count; i++)
        if (text_equal(problems->at[i].field, field) && problems->at[i].level == PROBLEM_ERROR)
            return true;
    return false;
}

/* --- the employer -------------------------------------------------------------------------------
 */

/* A code that cannot be one keeps nobody out; it is left out, and said. */
static void drop_wrong_code(struct employer *employer, struct reading *reading) {
    struct problems found;
    problems_init(&found, reading->problems->arena, reading->problems->lang);
    if (!*employer->credit_code || record_check(&employer_record, employer, &found))
        return;
    for (size_t i = 0; i < found.count; i++)
        if (text_equal(found.at[i].field, "credit_code")) {
            problem_add(reading->problems, PROBLEM_WARN, "employer", employer->credit_code,
                        N_("统一社会信用代码不对，没有记"));
            *employer->credit_code = '\0';
            return;
        }
}

static void fill_employer(struct employer *employer, const struct job_draft *draft,
                          const struct job *job, struct reading *reading) {
    employer->kind = employer_kind_guess(employer->name);
    for (int i = 1; draft->kind && i < EMPLOYER_KIND_COUNT; i++)
        if (strcmp(draft->kind, employer_kind_words[i].label) == 0)
            employer->kind = (enum employer_kind)i;
    if (draft->address)
        (void)TEXT_COPY(employer->address, draft->address); /* too long: the notes have it */
    if (draft->credit_code) {
        const char *code = text_fold(reading->problems->arena, draft->credit_code);
        char        upper[TEXT_SIZE(18)] = "";
        for (size_t i = 0; code[i] && i < sizeof(upper) - 1; i++)
            upper[i] = code[i] >= 'a' && code[i] <= 'z' ? (char)(code[i] - 'a' + 'A') : code[i];
        (void)TEXT_COPY(employer->credit_code, upper);
        drop_wrong_code(employer, reading);
    }
    (void)TEXT_COPY(employer->contact, job->contact);
    (void)TEXT_COPY(employer->phone, job->phone);
}

static void finish_employer(struct job *job, struct reading *reading) {
    struct job_draft       *draft = reading->draft;
    const struct job_draft *around = reading->around;
    struct problems        *problems = reading->problems;
    void                   *made;
    if (!draft->employer && around->employer) {
        draft->employer = around->employer;
        if (around->employer_guessed)
            problem_add(problems, PROBLEM_WARN, "employer", around->employer,
                        N_("没有用工单位这一列，按标题填“%s”"), around->employer);
        if (!draft->contact)
            draft->contact = around->contact;
        if (!draft->phone)
            draft->phone = around->phone;
    }
    if (!*job->contact && draft->contact && text_characters(draft->contact) <= 20)
        (void)TEXT_COPY(job->contact, draft->contact);
    if (!*job->phone && draft->phone)
        (void)TEXT_COPY(job->phone, draft->phone);
    else if (draft->phone && strcmp(job->phone, draft->phone) != 0)
        reading_note(reading, tr(LANG_ZH, "单位电话"), draft->phone);
    if (!draft->employer) {
        if (!has_problem(problems, "employer"))
            problem_add(problems, PROBLEM_ERROR, "employer", NULL,
                        N_("没有写用工单位，请填上单位的全称"));
        return;
    }
    if (!reading->refer(reading, &employer_record, draft->employer, &job->employer, &made)) {
        for (size_t i = 0; i < problems->count; i++) /* said of its name: here it is the employer */
            if (text_equal(problems->at[i].field, "name"))
                problems->at[i].field = "employer";
        return;
    }
    if (made)
        fill_employer(made, draft, job, reading);
}

/* --- pay ----------------------------------------------------------------------------------------
 */

static money either(money first, money second) {
    return money_absent(first) ? second : first;
}

/* 4500-6000 under 最低工资: the upper one; absent where there is but one sum. */
static money other_end(const struct pay *pay) {
    bool two = !money_absent(pay->min) && !money_absent(pay->max) && pay->min.fen != pay->max.fen;
    return two ? pay->max : MONEY_ABSENT;
}

/* 最低工资 and 最高工资 as one. */
static struct pay join_ends(const struct job_draft *draft) {
    const struct pay *low = &draft->low.pay, *high = &draft->high.pay;
    struct pay        pay = { .min = MONEY_ABSENT, .max = MONEY_ABSENT };
    if (draft->low.said) {
        pay = *low;
        pay.min = either(low->min, low->max);
        pay.max = draft->high.said ? MONEY_ABSENT : other_end(low);
        pay.more = pay.more || (draft->high.said && !money_absent(other_end(low)));
    }
    if (draft->high.said) {
        pay.max = either(high->max, high->min);
        pay.min = draft->low.said || money_absent(other_end(high)) ? pay.min : high->min;
        pay.negotiable = pay.negotiable || high->negotiable;
        pay.doubts |= high->doubts;
        pay.wrong |= high->wrong;
        pay.more = pay.more || high->more;
        if (!pay.per || (pay.per_heard && high->per && !high->per_heard)) {
            pay.per = high->per;
            pay.per_heard = high->per_heard;
        }
    }
    if (low->per && high->per && low->per != high->per && !low->per_heard && !high->per_heard) {
        pay = (struct pay){ .min = MONEY_ABSENT, .max = MONEY_ABSENT, .doubts = PAY_UNCLEAR };
        pay.more = true; /* 3000元/月 and 200元/天: no two ends of one */
    }
    if (!money_absent(pay.min) && !money_absent(pay.max)) {
        if (pay.min.fen > pay.max.fen) {
            money swap = pay.min;
            pay.min = pay.max;
            pay.max = swap;
            pay.doubts |= PAY_SWAPPED;
        }
        if (pay.max.fen >= 5 * pay.min.fen)
            pay.doubts |= PAY_WIDE;
        pay.negotiable = false;
    }
    return pay;
}

static bool refuse_pay(const struct pay *pay, const char *text, struct problems *problems) {
    if (pay->wrong & PAY_NEGATIVE)
        return problem_add(problems, PROBLEM_ERROR, "pay_min", text,
                           N_("工资不能是负数，请写成 3000-4500元/月 这样，不定就写“面议”"));
    if (pay->wrong & PAY_ZERO)
        return problem_add(problems, PROBLEM_ERROR, "pay_min", text,
                           N_("工资不能是 0，请写成 3000-4500元/月 这样，不定就写“面议”"));
    if (pay->wrong & PAY_HUGE)
        return problem_add(problems, PROBLEM_ERROR, "pay_min", text,
                           N_("工资太大，不能超过一百万元，请看看有没有多写了零"));
    return true;
}

static void doubt_pay(const struct pay *pay, const char *text, struct problems *problems) {
    static const struct {
        unsigned    doubt;
        const char *field, *message;
    } doubts[] = {
        { PAY_SWAPPED, "pay_min", N_("工资高的写在前面，按从低到高填，请核对") },
        { PAY_WIDE, "pay_max", N_("最高工资是最低工资的五倍以上，请看看有没有多写或少写了零") },
        { PAY_SEVERAL, "pay_min", N_("写了几种工资，按合起来的范围填，原话记在备注里，请核对") },
        { PAY_UNCLEAR, "pay_min", N_("工资看不准，没有填，原话记在备注里") },
        { PAY_UNSAID, "pay_min", N_("没有写明工资是多少，没有填，原话记在备注里") },
        { PAY_NO_PERIOD, "pay_per", N_("没有写是按月、按天还是按小时，按月填") },
        { PAY_PERIOD_UNKNOWN, "pay_per",
          N_("没有写是按月、按天还是按小时，看数目也不像月工资，计薪方式没有填") },
        { PAY_ODD, "pay_min", N_("工资和计薪方式不大相称，请核对") },
        { PAY_TOO_SMALL, "pay_min",
          N_("工资数目太小，可能少写了“千”或“万”，没有填，原话记在备注里") },
        { PAY_HALF, "pay_max", N_("工资只写了一头，另一头没有填，请核对") },
        { PAY_OTHER_PERIOD, "pay_per",
          N_("不是按月、天、小时、年或件算的工资，没有地方填，原话记在备注里") },
    };
    for (size_t i = 0; i < sizeof(doubts) / sizeof(doubts[0]); i++)
        if (pay->doubts & doubts[i].doubt)
            problem_add(problems, PROBLEM_WARN, doubts[i].field, text, "%s",
                        tr(problems->lang, doubts[i].message));
}

static void finish_pay(struct job *job, struct reading *reading) {
    struct job_draft *draft = reading->draft;
    bool              ends = draft->low.said || draft->high.said;
    struct pay_cell  *cell = draft->low.said    ? &draft->low
                             : draft->high.said ? &draft->high
                                                : &draft->pay;
    if (!cell->said) {
        job->pay_per = draft->per == PAY_PER_PIECE ? PAY_PER_PIECE : PAY_PER_UNWRITTEN;
        return;
    }
    struct pay pay = ends ? join_ends(draft) : draft->pay.pay;
    if (ends && draft->pay.said)
        reading_note(reading, draft->pay.title, draft->pay.text);
    bool sums = !money_absent(pay.min) || !money_absent(pay.max);
    if (draft->per && (!pay.per || pay.per_heard) && sums) {
        pay.per = draft->per;
        pay.per_heard = false;
    }
    pay.per_other = pay.per_other || (draft->per_other && (!pay.per || pay.per_heard));
    pay.per = pay.per_other && pay.per_heard ? PAY_PER_UNWRITTEN : pay.per;
    if (job->negotiable && pay.wrong == PAY_ZERO) /* 面议 beside 0: no sum */
        pay = (struct pay){ .min = MONEY_ABSENT, .max = MONEY_ABSENT };
    pay_settle(&pay);
    if (!refuse_pay(&pay, cell->text, reading->problems))
        return;
    doubt_pay(&pay, cell->text, reading->problems);
    job->pay_min = pay.min;
    job->pay_max = pay.max;
    job->pay_per = pay.per;
    sums = !money_absent(pay.min) || !money_absent(pay.max);
    if (job->negotiable && sums)
        problem_add(reading->problems, PROBLEM_WARN, "negotiable", NULL,
                    N_("写了面议又写了工资，按写的工资填"));
    job->negotiable = (job->negotiable || pay.negotiable) && !sums;
    if (pay.more) {
        reading_note(reading, cell->title, cell->text);
        if (ends && draft->low.said && draft->high.said)
            reading_note(reading, draft->high.title, draft->high.text);
    }
}

/* --- headcount ----------------------------------------------------------------------------------
 */

static void finish_headcount(struct job *job, struct reading *reading) {
    struct job_draft *draft = reading->draft;
    struct problems  *problems = reading->problems;
    if (draft->men || draft->women || draft->either) {
        int  men = draft->men ? draft->men - 1 : 0, women = draft->women ? draft->women - 1 : 0;
        int  either = draft->either ? draft->either - 1 : 0, sum = men + women + either;
        bool parts = men + women > 0;
        if (sum > 0 && job->headcount == INT_ABSENT)
            job->headcount = sum;
        else if (job->headcount != INT_ABSENT && sum != job->headcount && !either)
            problem_add(problems, PROBLEM_WARN, "headcount", NULL,
                        N_("男 %d 人加女 %d 人，和合计 %d 人对不上"), men, women, job->headcount);
        else if (job->headcount != INT_ABSENT && sum != job->headcount)
            problem_add(problems, PROBLEM_WARN, "headcount", NULL,
                        N_("男女和不限一共 %d 人，和合计 %d 人对不上"), sum, job->headcount);
        reading_note(reading, NULL,
                     !either ? arena_printf(problems->arena, "男 %d 人，女 %d 人", men, women)
                     : parts ? arena_printf(problems->arena, "男 %d 人，女 %d 人，不限 %d 人", men,
                                            women, either)
                             : arena_printf(problems->arena, "男女不限 %d 人", either));
    }
    if (draft->hired && job->headcount != INT_ABSENT && job->places == INT_ABSENT) {
        int left = job->headcount - (draft->hired - 1);
        job->places = left > 0 ? left : 0;
        if (left < 0)
            problem_add(problems, PROBLEM_WARN, "places", NULL,
                        N_("已招的比要招的还多，还招人数按 0 填"));
    }
    if (job->places == INT_ABSENT)
        job->places = job->headcount;
}

/* --- what follows from words --------------------------------------------------------------------
 */

static bool has_word(const char *text, const char *const *words) {
    for (size_t i = 0; words[i]; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

static void finish_place(struct job *job, struct reading *reading) {
    const struct job_draft *draft = reading->draft, *around = reading->around;
    const char *address = draft->employer || draft->address ? draft->address : around->address;
    if (!*job->place && draft->region)
        (void)job_text(reading, "place", job->place, sizeof(job->place), draft->region_title,
                       draft->region);
    else if (draft->region && !strstr(job->place, draft->region))
        reading_note(reading, draft->region_title, draft->region);
    if (!*job->place && address)
        (void)job_text(reading, "place", job->place, sizeof(job->place), "单位地址", address);
    else if (address && !text_equal(job->place, address))
        reading_note(reading, "单位地址", address);
    if (!job->reach)
        job->reach = around->reach;
    if (!job->reach && *job->place)
        job->reach = reach_of_place(job->place);
}

static void finish_programme(struct job *job, const struct job_draft *draft,
                             const struct job_draft *around) {
    static const char *const welfare[] = { "公益性岗位", "公益岗", "公岗", NULL };
    static const char *const workshop[] = { "扶贫车间", "帮扶车间", "就业车间", NULL };
    if (job->programme)
        return;
    if (has_word(job->title, welfare))
        job->programme = PROGRAMME_WELFARE;
    else if (draft->employer && has_word(draft->employer, workshop))
        job->programme = PROGRAMME_WORKSHOP;
    else
        job->programme = around->programme;
}

/* What residents look for first, as a tag; what is taught, where nobody wrote it down by itself. */
static void finish_benefits(struct job *job, struct reading *reading) {
    static const char *const child[] = { "可带孩子", "可带小孩",   "可带娃",   "可照顾小孩",
                                         "能带小孩", "方便带孩子", "可带子女", NULL };
    static const char *const taught[] = { "包教包会", "包教会", "免费培训", "带薪培训", NULL };
    if (!*job->benefits)
        return;
    if (job->tags.count == 0 && has_word(job->benefits, child)) {
        struct job_tag *tag = ARENA_NEW(reading->problems->arena, struct job_tag);
        record_init(&job_tag_record, tag);
        tag->place_in_list = 0;
        (void)TEXT_COPY(tag->tag, "可带孩子");
        job->tags = (struct children){ tag, 1 };
    }
    for (size_t i = 0; taught[i] && !*job->taught; i++)
        if (strstr(job->benefits, taught[i]))
            (void)TEXT_COPY(job->taught, taught[i]);
}

/* --- the trade ----------------------------------------------------------------------------------
 */

static size_t title_slot(const char *title) {
    uint32_t hash = 2166136261u;
    for (; *title; title++)
        hash = (hash ^ (unsigned char)*title) * 16777619u;
    return (hash ^ hash >> 13) % TITLES_KEPT;
}

/* Guessed once a title: twenty thousand rows have some thousand titles. */
static void finish_trade(struct job *job, struct reading *reading) {
    struct job_memory *memory = reading->memory;
    struct job_title  *kept = &memory->titles[title_slot(job->title)];
    if (!id_absent(job->trade) || !*job->title)
        return;
    if (!text_equal(kept->title, job->title)) {
        size_t              count;
        const struct trade *rows = reading->rows(reading, &trade_record, &count);
        const struct trades trades = { rows, count };
        const struct trade *trade = trades_guess(&trades, job->title);
        (void)TEXT_COPY(kept->title, job->title);
        kept->trade = trade ? trade->head.id : ID_ABSENT;
    }
    job->trade = kept->trade;
}

/* --- the whole ----------------------------------------------------------------------------------
 */

/* 招满为止 or 两班倒 under 备注, where no column says it. They stay in the notes. */
static void finish_remarks(struct job *job, struct reading *reading) {
    static const char *const filled[] = { "招满为止", "招满即止", "满员为止", "额满为止", NULL };
    static const char *const open[] = { "长期有效", "长期招聘", "常年招聘", NULL };
    for (size_t i = 0; i < reading->note_count; i++) {
        const char *text = reading->notes[i].text;
        if (reading->notes[i].heading)
            continue;
        if (!job->closing && has_word(text, filled))
            job->closing = CLOSING_UNTIL_FILLED;
        else if (!job->closing && has_word(text, open))
            job->closing = CLOSING_OPEN;
        if (!job->shift && strstr(text, "班"))
            job->shift = shift_read(text);
    }
}

void job_finish(void *row, struct reading *reading) {
    struct job             *job = row;
    const struct job_draft *around = reading->around;
    if (!*job->title && !has_problem(reading->problems, "title"))
        problem_add(reading->problems, PROBLEM_ERROR, "title", NULL,
                    N_("没有写岗位名称，请填上，如“缝纫工”"));
    finish_pay(job, reading);
    finish_headcount(job, reading);
    finish_place(job, reading);
    finish_employer(job, reading);
    finish_programme(job, reading->draft, around);
    finish_benefits(job, reading);
    finish_trade(job, reading);
    finish_remarks(job, reading);
    if (!job->shift && *job->hours)
        job->shift = shift_read(job->hours);
    if (day_absent(job->posted_on) && around->posted_said)
        job->posted_on = around->posted_on;
}

/* Places still open move with the number wanted: of 5 three are taken; now 8, so 6 are open. */
static void settle_places(struct job *job, const struct job *before) {
    bool known = job->headcount != INT_ABSENT && before->headcount != INT_ABSENT &&
                 before->places != INT_ABSENT;
    int places = known ? before->places + job->headcount - before->headcount : job->headcount;
    job->places = places == INT_ABSENT || places > 0 ? places : 0;
}

void job_settle(void *row, const void *before, const bool *decided, const char *by, day today) {
    struct job       *job = row;
    const struct job *old = before;
    size_t            places = (size_t)(record_field(&job_record, "places") - job_record.fields);
    if (old && job->headcount != old->headcount && !decided[places])
        settle_places(job, old);
    if (day_absent(job->posted_on))
        job->posted_on = today;
    /* What the approval is about to write, in the one version that a new row then has. */
    if (by && !old) {
        (void)TEXT_COPY(job->checked_by, by);
        job->checked_on = today;
    }
}
