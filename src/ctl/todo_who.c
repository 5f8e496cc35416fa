/* SPDX-License-Identifier: GPL-3.0-or-later
 * todo_who.c - who looks at matters and moves them from the command line. */
#include "ctl/todo.h"
#include "services/service.h"

bool look_by(struct look *look, const char *name, const char *terminal, struct err *err) {
    bool user = false;
    if (name && !user_meant(look->store, name, &look->actor, &user, err))
        return false;
    look->by = (struct flow_by){ .who = WHO_STAFF,
                                 .name = user   ? look->actor.login
                                         : name ? name
                                                : ctl_actor(look->ctl),
                                 .actor = user ? &look->actor : NULL,
                                 .terminal = terminal };
    return true;
}

bool look_reveals(const struct look *look, row_id matter, struct err *err) {
    struct matter of;
    bool          users = false;
    if (!user_any(look->store, &users, err) || !matter_get(look->store, matter, &of, err))
        return false;
    if (!users)
        return true;
    if (!look->by.actor)
        return err_code_set(err, ERR_INVALID, "看完整的姓名和电话要写明谁在看：--by 登录名");
    return actor_may(look->by.actor, service_permits(), of.flow, PERMIT_REVEAL) ||
           err_code_set(err, ERR_INVALID, "%s（%s）不能看完整的姓名和电话", look->actor.name,
                        roles_shown(look->actor.roles, look->ctl->lang, &look->ctl->arena));
}
