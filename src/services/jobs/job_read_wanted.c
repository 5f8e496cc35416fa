/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_read_wanted.c - the columns about who is wanted and how many: numbers, and age, sex and
 * schooling out of columns of their own or out of one text. */
#include "services/jobs/job_read.h"

#include "services/jobs/job_terms.h"
#include "services/jobs/pay_amount.h"

#include <string.h>

bool job_read_headcount(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job      *job = row;
    struct headcount head;
    if (cell_date_number(cell, reading, "headcount"))
        return false;
    if (cell->shared) {
        reading_note(reading, cell->title, cell->text);
        return problem_add(reading->problems, PROBLEM_WARN, "headcount", cell->text,
                           N_("几个岗位合写一个人数，分不开，人数没有填，记在备注里"));
    }
    headcount_read(cell->folded, &head);
    const struct field *field = record_field(&job_record, "headcount");
    if (head.wrong || (head.count != INT_ABSENT && (head.count < 1 || head.count > field->max)))
        return problem_add(reading->problems, PROBLEM_ERROR, "headcount", cell->text,
                           N_("招聘人数要写 1 到 %d 之间的整数，如“5”；不定就写“若干”"),
                           (int)field->max);
    job->headcount = head.count;
    if (head.count == INT_ABSENT || !head.whole)
        reading_note(reading, cell->title, cell->text);
    if (strstr(cell->folded, "男女不限"))
        job->sex = SEX_ANY;
    if (!head.doubtful)
        return true;
    return head.count == INT_ABSENT
               ? problem_add(reading->problems, PROBLEM_WARN, "headcount", cell->text,
                             N_("招聘人数看不准，没有填，原话记在备注里"))
               : problem_add(reading->problems, PROBLEM_WARN, "headcount", cell->text,
                             N_("招聘人数不是一个准数，按 %d 人填，原话记在备注里"), head.count);
}

/* Under 招聘人数, columns 男, 女 and 不限; and 已招人数. `*kept` is one more than the number. */
static bool read_part(const struct cell_text *cell, struct reading *reading, int *kept) {
    struct headcount head;
    headcount_read(cell->folded, &head);
    if (strcmp(cell->folded, "0") == 0)
        *kept = 1;
    else if (head.count != INT_ABSENT && head.whole && !head.wrong)
        *kept = head.count + 1;
    else if (head.said)
        reading_note(reading, cell->title, cell->text);
    else if (!cell_none(cell->folded))
        return cell_unclear(cell, reading, "headcount");
    return true;
}

bool job_read_men(const struct cell_text *cell, void *row, struct reading *reading) {
    (void)row;
    return read_part(cell, reading, &((struct job_draft *)reading->draft)->men);
}

bool job_read_women(const struct cell_text *cell, void *row, struct reading *reading) {
    (void)row;
    return read_part(cell, reading, &((struct job_draft *)reading->draft)->women);
}

bool job_read_either(const struct cell_text *cell, void *row, struct reading *reading) {
    (void)row;
    return read_part(cell, reading, &((struct job_draft *)reading->draft)->either);
}

bool job_read_hired(const struct cell_text *cell, void *row, struct reading *reading) {
    (void)row;
    return read_part(cell, reading, &((struct job_draft *)reading->draft)->hired);
}

bool job_read_places(const struct cell_text *cell, void *row, struct reading *reading) {
    struct job      *job = row;
    struct headcount head;
    headcount_read(cell->folded, &head);
    if (strcmp(cell->folded, "0") == 0)
        job->places = 0;
    else if (head.count != INT_ABSENT && head.whole && !head.wrong)
        job->places = head.count;
    else
        return cell_unclear(cell, reading, "places");
    return true;
}

/* Age, sex and schooling out of one text. `alone`: the column is about that. */
struct about {
    bool age, sex, schooling;
};

/* Another cell has said it already. True: this one's value counts, as the column is about it. */
static bool said_otherwise(const struct cell_text *said, const struct cell_text *cell, bool alone,
                           const char *field, struct reading *reading, bool *note) {
    if (alone)
        reading_note(reading, said->title, said->text);
    else
        *note = true;
    problem_add(reading->problems, PROBLEM_WARN, field, cell->text,
                N_("两处写的%s不一样，按“%s”一列填，另一处记在备注里"),
                tr(reading->problems->lang, job_label(field)), alone ? cell->title : said->title);
    return alone;
}

/* 0 is 不限, absent not written. */
static bool age_between(int age, int least, int most) {
    return age == INT_ABSENT || age == 0 || (age >= least && age <= most);
}

static bool refuse_age(const struct cell_text *cell, int min, int max, struct reading *reading) {
    const int least = 16, most = 99; /* job.c: nobody under 16 */
    if (!age_between(min, least, INT_MAX) || !age_between(max, least, INT_MAX))
        return problem_add(reading->problems, PROBLEM_ERROR, "age_min", cell->text,
                           N_("年龄不能小于 %d 岁，不许招童工"), least);
    if (!age_between(min, 0, most) || !age_between(max, 0, most))
        return problem_add(reading->problems, PROBLEM_ERROR, "age_max", cell->text,
                           N_("年龄不对，要在 %d 到 %d 岁之间"), least, most);
    return true;
}

static enum taken take_age(const struct cell_text *cell, struct terms *terms, bool alone,
                           struct job *job, struct reading *reading, bool *note) {
    struct job_draft *draft = reading->draft;
    int               min, max;
    enum taken        taken = age_take(terms, alone, &min, &max);
    bool              differs = draft->age && (min != job->age_min || max != job->age_max);
    if (taken == TAKEN_NOT || !refuse_age(cell, min, max, reading) || (draft->age && !differs) ||
        (differs && !said_otherwise(draft->age, cell, alone, "age_min", reading, note)))
        return taken;
    if (taken == TAKEN_UNCLEAR || taken == TAKEN_EACH) {
        *note = true;
        problem_add(reading->problems, PROBLEM_WARN, "age_min", cell->text,
                    N_("年龄看不准，只填了能确定的，原话记在备注里"));
    } else if (taken == TAKEN_SWAPPED) {
        problem_add(reading->problems, PROBLEM_WARN, "age_min", cell->text,
                    N_("年龄大的写在前面，按 %d-%d 岁填"), min, max);
    }
    job->age_min = min;
    job->age_max = max;
    draft->age = cell;
    return taken;
}

/* `each`: an age for each sex stands there, so that a sex in it is no condition. */
static enum taken take_sex(const struct cell_text *cell, struct terms *terms, bool alone, bool each,
                           struct job *job, struct reading *reading, bool *note) {
    struct job_draft *draft = reading->draft;
    enum sex          sex;
    enum taken        taken = sex_take(terms, alone, &sex);
    if (taken == TAKEN_UNCLEAR) {
        *note = true;
        problem_add(reading->problems, PROBLEM_WARN, "sex", cell->text,
                    N_("性别看不准，没有填，原话记在备注里"));
        return taken;
    }
    bool differs = draft->sex && sex != job->sex;
    if (taken != TAKEN || (each && sex != SEX_ANY) || (draft->sex && !differs) ||
        (differs && !said_otherwise(draft->sex, cell, alone, "sex", reading, note)))
        return taken;
    job->sex = sex;
    draft->sex = cell;
    return taken;
}

static enum taken take_schooling(const struct cell_text *cell, struct terms *terms, bool alone,
                                 struct job *job, struct reading *reading, bool *note) {
    struct job_draft *draft = reading->draft;
    enum schooling    schooling;
    enum taken        taken = schooling_take(terms, alone, &schooling);
    if (taken == TAKEN_UNCLEAR) {
        *note = true;
        problem_add(reading->problems, PROBLEM_WARN, "schooling", cell->text,
                    N_("学历看不准，没有填，原话记在备注里"));
        return taken;
    }
    bool differs = draft->schooling && schooling != job->schooling;
    if (taken != TAKEN || (draft->schooling && !differs) ||
        (differs && !said_otherwise(draft->schooling, cell, alone, "schooling", reading, note)))
        return taken;
    job->schooling = schooling;
    draft->schooling = cell;
    return taken;
}

static bool read_terms(const struct cell_text *cell, struct job *job, struct reading *reading,
                       struct about about) {
    struct cell_text *kept = ARENA_NEW(reading->problems->arena, struct cell_text);
    struct terms      terms;
    bool              note = false;
    *kept = *cell;
    terms_init(&terms, cell->folded);
    if (about.age && cell_date_number(cell, reading, "age_min"))
        return false;
    enum taken age = take_age(kept, &terms, about.age, job, reading, &note);
    enum taken schooling = take_schooling(kept, &terms, about.schooling, job, reading, &note);
    enum taken sex = take_sex(kept, &terms, about.sex, age == TAKEN_EACH, job, reading, &note);
    bool       nothing = age == TAKEN_NOT && schooling == TAKEN_NOT && sex == TAKEN_NOT;
    if (note || ((nothing || terms_left(&terms)) && !cell_none(cell->folded)))
        reading_note(reading, cell->title, cell->text);
    return true;
}

bool job_read_age(const struct cell_text *cell, void *row, struct reading *reading) {
    return read_terms(cell, row, reading, (struct about){ .age = true });
}
bool job_read_sex(const struct cell_text *cell, void *row, struct reading *reading) {
    return read_terms(cell, row, reading, (struct about){ .sex = true });
}
bool job_read_schooling(const struct cell_text *cell, void *row, struct reading *reading) {
    return read_terms(cell, row, reading, (struct about){ .schooling = true });
}
enum { ABOUTS_MOST = 3 };

/* 性别/年龄/学历: what the heading's parts are about; 0: it has another part too. */
static size_t abouts_of(const char *heading, struct about abouts[ABOUTS_MOST]) {
    static const char *const stops[] = { "/", "、", ",", "及", "和", NULL };
    size_t                   count = 0;
    for (const char *at = heading; *at;) {
        size_t length = 0;
        while (at[length] && !word_at(at + length, stops))
            length++;
        struct about about = { .age = memmem(at, length, "年龄", strlen("年龄")),
                               .sex = memmem(at, length, "性别", strlen("性别")),
                               .schooling = memmem(at, length, "学历", strlen("学历")) ||
                                            memmem(at, length, "文化", strlen("文化")) };
        if (about.age + about.sex + about.schooling != 1 || count == ABOUTS_MOST)
            return 0;
        abouts[count++] = about;
        at += length;
        at += word_at(at, stops);
    }
    return count;
}

/* 不限/35以下/大专 under 性别/年龄/学历: part by part. False: it has not as many. */
static bool read_parts(const struct cell_text *cell, struct job *job, struct reading *reading) {
    struct arena *arena = reading->problems->arena;
    struct about  abouts[ABOUTS_MOST];
    size_t        count = abouts_of(cell->heading, abouts), parts = 1;
    for (const char *at = cell->folded; *at; at++)
        parts += *at == '/';
    if (count < 2 || parts != count)
        return false;
    const char *at = cell->folded;
    for (size_t i = 0; i < count; i++) {
        struct cell_text part = *cell;
        size_t           length = strcspn(at, "/");
        part.text = part.folded = arena_strndup(arena, at, length);
        if (length > 0)
            (void)read_terms(&part, job, reading, abouts[i]);
        at += length + (at[length] == '/');
    }
    return true;
}

/* 性别/年龄: part by part, or about the age, where the cell has it, and then about the others. */
bool job_read_wanted(const struct cell_text *cell, void *row, struct reading *reading) {
    bool age = strstr(cell->heading, "年龄") && strpbrk(cell->folded, "0123456789");
    return read_parts(cell, row, reading) ||
           read_terms(cell, row, reading, (struct about){ .age = age });
}

/* 最小年龄 and 最大年龄, each a bare number or 不限. */
static bool read_age_end(const struct cell_text *cell, struct reading *reading, const char *field,
                         int *member) {
    const struct field *about = record_field(&job_record, field);
    return about->type->parse(about, job_line(reading->problems->arena, cell->text), member,
                              reading->problems);
}
bool job_read_age_min(const struct cell_text *cell, void *row, struct reading *reading) {
    return read_age_end(cell, reading, "age_min", &((struct job *)row)->age_min);
}
bool job_read_age_max(const struct cell_text *cell, void *row, struct reading *reading) {
    return read_age_end(cell, reading, "age_max", &((struct job *)row)->age_max);
}
