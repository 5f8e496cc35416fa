/* SPDX-License-Identifier: GPL-3.0-or-later
 * column.c - what the columns of a row share while it is read: the notes. */
#include "record/column.h"

#include <string.h>

void reading_note(struct reading *reading, const char *heading, const char *text) {
    if (!*text)
        return;
    for (size_t i = 0; i < reading->note_count; i++)
        if (text_equal(reading->notes[i].heading, heading) &&
            text_equal(reading->notes[i].text, text))
            return;
    if (reading->note_count == reading->note_room) {
        size_t room = reading->note_room ? 2 * reading->note_room : 8;
        reading->notes = arena_grow(reading->problems->arena, reading->notes,
                                    reading->note_room * sizeof(*reading->notes),
                                    room * sizeof(*reading->notes));
        reading->note_room = room;
    }
    reading->notes[reading->note_count++] = (struct note){ heading, text };
}
