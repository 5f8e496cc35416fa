/* SPDX-License-Identifier: GPL-3.0-or-later
 * employer.h - who offers work (用工单位): a workshop below the flats, a company, the centre itself. */
#ifndef ANJU_JOBS_EMPLOYER_H
#define ANJU_JOBS_EMPLOYER_H

#include "record/record.h"

enum employer_kind {
    EMPLOYER_KIND_UNWRITTEN,
    EMPLOYER_WORKSHOP,    /* 扶贫车间, 帮扶车间 */
    EMPLOYER_COMPANY,
    EMPLOYER_COOPERATIVE,
    EMPLOYER_CENTRE,      /* the service centre itself */
    EMPLOYER_GOVERNMENT,
    EMPLOYER_KIND_COUNT
};
extern const struct word employer_kind_words[EMPLOYER_KIND_COUNT];

struct employer {
    struct record_head head;
    char               name[TEXT_SIZE(60)];
    enum employer_kind kind;
    char               credit_code[TEXT_SIZE(18)]; /* 统一社会信用代码, GB 32100-2015 */
    char               address[TEXT_SIZE(80)];
    char               contact[TEXT_SIZE(20)];
    char               phone[TEXT_SIZE(24)];
    day                verified; /* the day staff saw the licence; absent: not verified */
};
extern const struct record employer_record;

#endif
