/* SPDX-License-Identifier: GPL-3.0-or-later
 * staff_routes.c - as `anju user reset, disable, enable`, in one transaction each. The first
 * password is in the answer, once, and nowhere else. */
#include "web/staff_routes.h"

#include "web/records.h"
#include "web/write.h"

#include <string.h>

static bool reset_work(struct request *request, struct answer *answer, void *ctx, struct err *err) {
    char *password = ctx;
    void *row;
    if (!request_row(request, answer, &user_record, &row))
        return false;
    if (!json_is_object(request->body) || json_object_size(request->body) > 0) {
        problem(request, answer, 422, "unknown-key", "内容要写成 {}");
        return false;
    }
    const row_id id = ((const struct record_head *)row)->id;
    if (!login_reset(request->store, id, err) || !password_first(request->store, id, password, err))
        return false;
    answer->status = 200;
    answer->json = json_pack("{s:s}", "password", password);
    return true;
}

static void reset_handle(struct request *request, struct answer *answer) {
    char password[PASSWORD_FIRST] = "";
    web_look(request, answer, reset_work, password);
    explicit_bzero(password, sizeof(password));
}

static bool turn_work(struct request *request, struct answer *answer, void *ctx, struct err *err) {
    const json_t        *given = json_object_get(request->body, "disabled");
    const bool           disabled = json_is_true(given);
    const struct flow_by by = { .who = WHO_SYSTEM, .terminal = request->web->options->terminal };
    void                *row;
    if (!request_row(request, answer, &user_record, &row))
        return false;
    struct user *user = row;
    (void)ctx;
    if (!json_is_boolean(given) || json_object_size(request->body) != 1) {
        problem(request, answer, 422, "missing",
                "内容要写成 {\"disabled\": true} 或 {\"disabled\": false}");
        return false;
    }
    if (user->disabled != disabled &&
        (!user_disable(request->store, user->head.id, disabled, err) ||
         (disabled &&
          !flow_hand_over(request->store, request->web->flows, user->login, &by, err)) ||
         !store_get(request->store, &user_record, user->head.id, row, request->arena, err)))
        return false;
    answer->status = 200;
    answer->json = row_json(request, &user_record, row);
    answer->etag = row_etag(request, &user_record, row);
    return true;
}

static void turn_handle(struct request *request, struct answer *answer) {
    web_write(request, answer, turn_work, NULL);
}

const struct route staff_routes[] = {
    { HTTP_POST, "/api/staff_user/{id}/reset", POLICY_PERMIT, "staff_user", PERMIT_EDIT,
      .handle = reset_handle, .summary = N_("重设密码：全部退出，给一个第一次登录要改的密码"),
      .takes_json = "{\"type\":\"object\",\"additionalProperties\":false}",
      .gives_json = "{\"type\":\"object\",\"required\":[\"password\"],\"properties\":"
                    "{\"password\":{\"type\":\"string\"}}}" },
    { HTTP_POST, "/api/staff_user/{id}/disable", POLICY_PERMIT, "staff_user", PERMIT_EDIT,
      .handle = turn_handle, .summary = N_("停用或启用：停用就全部退出，手上的事退回等办"),
      .takes_json = "{\"type\":\"object\",\"additionalProperties\":false,\"required\":"
                    "[\"disabled\"],\"properties\":{\"disabled\":{\"type\":\"boolean\"}}}",
      .gives_json = "{\"$ref\":\"#/components/schemas/staff_user\"}" },
    { 0 },
};
