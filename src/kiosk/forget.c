/* SPDX-License-Identifier: GPL-3.0-or-later
 * forget.c - the C library's own free and realloc behind ones that wipe. Its manual allows an
 * executable to replace them; AddressSanitizer has its own and keeps what is freed, so not there.
 */
#include "kiosk/forget.h"

#include <SDL.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS_KEPT = 256, STACK_WIPED = 128 << 10 };

#ifndef __SANITIZE_ADDRESS__
extern void  __libc_free(void *block);
extern void *__libc_realloc(void *block, size_t size);

void free(void *block) {
    if (block != NULL)
        explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

/* A block that grows in place stays; one that moves leaves nothing behind. */
void *realloc(void *block, size_t size) {
    size_t old = block != NULL ? malloc_usable_size(block) : 0;
    if (size < old)
        explicit_bzero((char *)block + size, old - size);
    if (block == NULL || size <= old)
        return __libc_realloc(block, size);
    void *moved = malloc(size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, block, old);
    free(block);
    return moved;
}
#endif

__attribute__((noinline)) static void wipe_stack(void) {
    char below[STACK_WIPED];
    explicit_bzero(below, sizeof(below));
}

void forget_events(void) {
    SDL_Event blank = { .type = SDL_USEREVENT };
    if (SDL_WasInit(SDL_INIT_EVENTS) != 0) {
        for (int i = 0; i < EVENTS_KEPT; i++)
            (void)SDL_PeepEvents(&blank, 1, SDL_ADDEVENT, 0, 0);
        SDL_FlushEvent(SDL_USEREVENT);
    }
    wipe_stack();
}
