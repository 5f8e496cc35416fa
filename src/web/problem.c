/* SPDX-License-Identifier: GPL-3.0-or-later
 * problem.c - answers that say what is wrong, for programs and for people (RFC 9457). `type` is a
 * tag URI: a name that never changes and needs no page behind it. */
#include "record/problems.h"
#include "web/http.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { RETRY_SECONDS = 2 };

static const struct {
    int         status;
    const char *title;
} titles[] = {
    { 400, N_("请求写错了") },
    { 401, N_("没有登录") },
    { 403, N_("没有权限") },
    { 404, N_("没有找到") },
    { 405, N_("不能这样请求") },
    { 406, N_("没有要的格式") },
    { 408, N_("请求来得太慢") },
    { 409, N_("和现在的情况有冲突") },
    { 411, N_("请求没有写长度") },
    { 412, N_("已经被改过") },
    { 413, N_("请求太大") },
    { 414, N_("网址太长") },
    { 415, N_("内容的格式不对") },
    { 417, N_("不支持的要求") },
    { 421, N_("主机名不对") },
    { 422, N_("内容有误") },
    { 428, N_("请求少了条件") },
    { 429, N_("请求太频繁") },
    { 431, N_("请求头太长") },
    { 500, N_("服务器出了问题") },
    { 501, N_("不支持") },
    { 503, N_("暂时不能服务") },
    { 505, N_("不支持这个 HTTP 版本") },
    { 507, N_("磁盘空间不足") },
};

static const char *title_of(int status) {
    for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
        if (titles[i].status == status)
            return titles[i].title;
    return status < 500 ? titles[0].title : N_("服务器出了问题");
}

/* Takes `errors` (or NULL). What jansson has no memory for stays away: the status says enough. */
static void answer_with(const struct request *request, struct answer *answer, int status,
                        const char *type, const char *detail, json_t *errors) {
    enum lang lang = request ? request->lang : LANG_ZH;
    char      name[80];
    json_t   *json = json_object();
    (void)snprintf(name, sizeof(name), "tag:anju,2026:%s", type);
    (void)json_object_set_new(json, "type", json_string(*type ? name : "about:blank"));
    (void)json_object_set_new(json, "title", json_string(tr(lang, title_of(status))));
    (void)json_object_set_new(json, "status", json_integer(status));
    (void)json_object_set_new(json, "detail", json_string(detail));
    if (errors)
        (void)json_object_set_new(json, "errors", errors);
    json_decref(answer->json);
    *answer = (struct answer){ .status = status, .type = "application/problem+json", .json = json };
}

void problem(const struct request *request, struct answer *answer, int status, const char *type,
             const char *format, ...) {
    char      detail[1024];
    enum lang lang = request ? request->lang : LANG_ZH;
    va_list   args;
    va_start(args, format);
    int length = vsnprintf(detail, sizeof(detail), tr(lang, format), args);
    va_end(args);
    if (length < 0)
        bug("a format that cannot be printed: %s", format);
    size_t end = strlen(detail);
    while (end > 0 && !text_valid(detail, end)) /* cut within a character */
        detail[--end] = '\0';
    answer_with(request, answer, status, type, detail, NULL);
}

static json_t *error_json(const struct record *record, const struct problem *problem) {
    const struct field *field =
        record && problem->field ? record_field(record, problem->field) : NULL;
    bool    personal = problem->field && (!field || (field->flags & (F_PERSONAL | F_SECRET)));
    json_t *json = json_object();
    if (problem->field)
        (void)json_object_set_new(json, "field", json_string(problem->field));
    if (problem->value && !personal)
        (void)json_object_set_new(json, "given", json_string(problem->value));
    (void)json_object_set_new(json, "reason", json_string(problem->message));
    return json;
}

void problem_fields(const struct request *request, struct answer *answer,
                    const struct record *record, const struct problems *problems) {
    json_t *errors = json_array();
    size_t  count = 0;
    for (size_t i = 0; i < problems->count; i++) {
        if (problems->at[i].level != PROBLEM_ERROR)
            continue;
        (void)json_array_append_new(errors, error_json(record, &problems->at[i]));
        count++;
    }
    const char *detail = count == 1 && problems->count == 1
                             ? problems->at[0].message
                             : tr(request->lang, N_("有几处不对，见 errors"));
    answer_with(request, answer, 422, "fields", detail, errors);
}

void problem_err(const struct request *request, struct answer *answer, const struct err *err) {
    static const struct {
        int         status;
        const char *type, *text; /* NULL: the error's own */
    } of[] = {
        [ERR_OTHER] = { 500, "failed", N_("服务器没能完成，已记入日志") },
        [ERR_INVALID] = { 422, "refused", NULL },
        [ERR_ABSENT] = { 404, "absent", N_("没有这一项") },
        [ERR_STALE] = { 412, "stale", N_("它已经被改过，请看过新的再改") },
        [ERR_FULL] = { 507, "full", N_("磁盘空间不足，没有保存") },
        [ERR_BUSY] = { 503, "busy", N_("服务器正忙，请过一会儿再试") },
        [ERR_DAMAGED] = { 500, "damaged", N_("数据对不上，请管理员检查") },
        [ERR_MEMORY] = { 500, "memory", N_("服务器内存不足") },
    };
    const char *text = of[err->code].text ? tr(request->lang, of[err->code].text) : err->text;
    answer_with(request, answer, of[err->code].status, of[err->code].type, text, NULL);
    if (err->code == ERR_BUSY)
        answer->seconds = RETRY_SECONDS;
    if (of[err->code].status == 500)
        answer->cause = arena_strdup(request->arena, err->text);
}

void problem_absent(const struct request *request, struct answer *answer) {
    answer_with(request, answer, 404, "absent", tr(request->lang, N_("没有这一项")), NULL);
}

void problem_forbidden(const struct request *request, struct answer *answer) {
    answer_with(request, answer, 403, "forbidden", tr(request->lang, N_("您的角色不能做这件事")),
                NULL);
}
