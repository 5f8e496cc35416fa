/* SPDX-License-Identifier: GPL-3.0-or-later
 * built.c - what the built-in steps ask for. */
#include "flow/built.h"

const struct word hold_reason_words[HOLD_REASON_COUNT] = {
    [HOLD_MATERIAL] = { "material", N_("等材料"), "等配件|缺材料" },
    [HOLD_RESIDENT] = { "resident", N_("等居民方便的时候"), "等居民|家里没人" },
    [HOLD_WEATHER] = { "weather", N_("天气不行"), "下雨|下雪" },
    [HOLD_OTHERS] = { "others", N_("等别的单位"), "等其他单位" },
};
const struct word extend_reason_words[EXTEND_REASON_COUNT] = {
    [EXTEND_COMPLEX] = { "complex", N_("情况复杂"), "复杂" },
    [EXTEND_MATERIAL] = { "material", N_("材料没有到"), "缺材料" },
    [EXTEND_OTHERS] = { "others", N_("要几个单位一起办"), "等其他单位" },
    [EXTEND_OTHER] = { "other", N_("别的原因"), "其他" },
};

#define NOTE_FIELD                                                                                 \
    { "note", LONG_TEXT(note), .label = N_("备注"), .flags = F_PERSONAL, .max = 500 }
#define CLOCK_FIELD                                                                                \
    { "clock", TEXT(clock), .label = N_("哪个时限"), .flags = F_REQUIRED }

#define REC struct reassign_form
static const struct field reassign_fields[] = {
    { "owner", TEXT(owner), .label = N_("转给谁"), .flags = F_REQUIRED },
    NOTE_FIELD,
};
const struct record reassign_form =
    RECORD("reassign_form", N_("转给别人"), reassign_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct hold_form
static const struct field hold_fields[] = {
    { "code", ENUM(code, hold_reason), .label = N_("为什么暂停"), .flags = F_REQUIRED },
    { "until", TIME(until), .label = N_("停到什么时候"), .flags = F_REQUIRED },
    NOTE_FIELD,
};
const struct record hold_form =
    RECORD("hold_form", N_("暂停"), hold_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct remark_only_form
static const struct field remark_only_fields[] = { NOTE_FIELD };
const struct record       remark_only_form =
    RECORD("remark_only_form", N_("备注"), remark_only_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct extend_form
static const struct field extend_fields[] = {
    CLOCK_FIELD,
    { "until", TIME(until), .label = N_("延到什么时候"), .flags = F_REQUIRED },
    { "code", ENUM(code, extend_reason), .label = N_("为什么延期"), .flags = F_REQUIRED },
    NOTE_FIELD,
};
const struct record extend_form =
    RECORD("extend_form", N_("申请延期"), extend_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct grant_form
static const struct field grant_fields[] = { CLOCK_FIELD, NOTE_FIELD };
const struct record       grant_form =
    RECORD("grant_form", N_("答复延期"), grant_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct help_form
static const struct field help_fields[] = {
    { "unit", TEXT(unit), .label = N_("哪个单位"), .flags = F_REQUIRED },
    NOTE_FIELD,
};
const struct record help_form =
    RECORD("help_form", N_("协办"), help_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct join_form
static const struct field join_fields[] = {
    { "into", TEXT(into), .label = N_("并入哪一件的编号"), .flags = F_REQUIRED },
    NOTE_FIELD,
};
const struct record join_form =
    RECORD("join_form", N_("并入另一件"), join_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct take_in_form
static const struct field take_in_fields[] = {
    { "from", TEXT(from), .label = N_("并进来的一件"), .flags = F_REQUIRED },
};
const struct record take_in_form =
    RECORD("take_in_form", N_("并进来一件"), take_in_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct retract_form
static const struct field retract_fields[] = {
    { "step", TEXT(step), .label = N_("哪一步"), .hint = N_("不填就是最后一步") },
    NOTE_FIELD,
};
const struct record retract_form =
    RECORD("retract_form", N_("撤销上一步"), retract_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct rung_form
static const struct field rung_fields[] = {
    CLOCK_FIELD,
    { "start", TEXT(start), .label = N_("从哪一步算起"), .flags = F_REQUIRED },
    { "rung", INT(rung), .label = N_("第几次提醒"), .flags = F_REQUIRED, .min = 1, .max = 99 },
};
const struct record rung_form =
    RECORD("rung_form", N_("催办"), rung_fields, .flags = RECORD_SETTINGS);
#undef REC

#define REC struct add_form
static const struct field add_fields[] = {
    { "text", LONG_TEXT(text), .label = N_("补充的话"), .flags = F_REQUIRED | F_PERSONAL,
      .max = 500 },
};
const struct record add_form = RECORD("add_form", N_("补充"), add_fields, .flags = RECORD_SETTINGS);
#undef REC
