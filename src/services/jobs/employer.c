/* SPDX-License-Identifier: GPL-3.0-or-later
 * employer.c - the table of employers and what must hold of one. */
#include "services/jobs/employer.h"

#include "record/problems.h"

#include <ctype.h>
#include <string.h>

const struct word employer_kind_words[EMPLOYER_KIND_COUNT] = {
    [EMPLOYER_WORKSHOP] = { "workshop", N_("帮扶车间"), "扶贫车间|就业帮扶车间|车间" },
    [EMPLOYER_COMPANY] = { "company", N_("企业"), "公司|工厂|个体户|民营企业|国有企业" },
    [EMPLOYER_COOPERATIVE] = { "cooperative", N_("合作社"), "农民专业合作社|专业合作社" },
    [EMPLOYER_CENTRE] = { "centre", N_("服务中心"), "小区服务中心|社区服务中心" },
    [EMPLOYER_GOVERNMENT] = { "government", N_("政府单位"), "机关|事业单位|政府|村委会|居委会" },
};

#define REC struct employer
static const struct field employer_fields[] = {
    { "name", TEXT(name), .label = N_("单位名称"),
      .flags = F_REQUIRED | F_UNIQUE | F_NAME | F_SEARCH | F_KIOSK,
      .also = "用工单位|企业名称|公司名称|单位全称" },
    { "kind", ENUM(kind, employer_kind), .label = N_("单位性质"), .flags = F_KIOSK,
      .also = "单位类型|企业性质|企业类型" },
    { "credit_code", TEXT(credit_code), .label = N_("统一社会信用代码"), .flags = F_UNIQUE,
      .also = "信用代码|社会信用代码", .min = 18,
      .hint = N_("营业执照上的 18 位代码，没有就空着") },
    { "address", TEXT(address), .label = N_("单位地址"), .flags = F_KIOSK,
      .also = "企业地址|公司地址|地址" },
    { "contact", TEXT(contact), .label = N_("联系人"), .flags = F_PERSONAL,
      .also = "负责人|联络人" },
    { "phone", PHONE(phone), .label = N_("联系电话"), .flags = F_PERSONAL,
      .also = "电话|手机|联系方式" },
    { "verified", DAY(verified), .label = N_("核验日期"),
      .hint = N_("工作人员看过营业执照的那一天，没有看过就空着") },
};
#undef REC

enum { CODE_LENGTH = 18 };

/* GB 32100-2015: 17 characters and a check character; digits and capitals without I, O, Z, S, V;
 * the weights are the powers of 3 modulo 31. */
static bool credit_code_right(const char *code) {
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    int               sum = 0, weight = 1;
    for (int i = 0; i < CODE_LENGTH; i++) {
        const char *at = code[i] ? strchr(alphabet, code[i]) : NULL;
        if (!at)
            return false;
        int value = (int)(at - alphabet);
        if (i == CODE_LENGTH - 1)
            return value == (31 - sum) % 31;
        sum = (sum + value * weight) % 31;
        weight = weight * 3 % 31;
    }
    return false;
}

static void employer_check(const void *row, struct problems *problems) {
    const struct employer *employer = row;
    if (*employer->credit_code && !credit_code_right(employer->credit_code))
        problem_add(problems, PROBLEM_ERROR, "credit_code", employer->credit_code,
                    N_("统一社会信用代码不对：应是 18 位数字和大写字母，最后一位要对得上"));
}

const struct record employer_record =
    { .name = "employer", .label = N_("用工单位"), .fields = employer_fields,
      .field_count = sizeof(employer_fields) / sizeof(employer_fields[0]),
      .size = sizeof(struct employer), .check = employer_check };
