/* A disk that fails, for one process: everything that changes what stands below one folder is counted, and the planned
 * operation fails, is done by half, or is the last that the process does. Loaded with LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { FAIL, SHORT, KILL_BEFORE, KILL_TORN, KILL_AFTER, TERM };

static char root[PATH_MAX]; /* empty: nothing is counted */
static size_t root_length;
static int trace = -1;
static long first = -1, last = -1; /* the operations that fail, counted from 0 */
static int act, failure;
static _Atomic long count;
static _Atomic long room = -1; /* bytes that may still be written; below 0: as many as anybody likes */
static long given_back;        /* room after the disk was full once */
static long first_read = -1, last_read = -1; /* the readings that fail, counted by themselves */
static _Atomic long readings;
static long clock_ahead; /* seconds */

/* Plan what happens to the operations first..last below a folder; a line about each of them is written to `to`. */
void disk_plan(const char *folder, int to, int what, int error, long from, long until, long bytes, long back,
               long from_reading, long until_reading, long ahead) {
  strncpy(root, folder, sizeof root - 1);
  root_length = strlen(root);
  trace = to, act = what, failure = error, first = from, last = until, given_back = back;
  first_read = from_reading, last_read = until_reading, clock_ahead = ahead;
  atomic_store(&count, 0);
  atomic_store(&readings, 0);
  atomic_store(&room, bytes);
}

static int below(const char *path) {
  return root_length && path && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

/* Name the file of a descriptor, or a name within the folder of a descriptor; "" outside of the folder. */
static const char *named(int at, const char *name, char *into) {
  into[0] = 0;
  if (!root_length) return into;
  if (name && name[0] == '/') {
    snprintf(into, PATH_MAX, "%s", name);
  } else {
    char link[64];
    if (at == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, into, PATH_MAX - 1);
    into[length < 0 ? 0 : length] = 0;
    if (name && length > 0) snprintf(into + length, PATH_MAX - length, "/%s", name);
  }
  if (!below(into)) into[0] = 0;
  return into;
}

static void tell(const char *kind, long number, const char *path, const char *other, const char *what) {
  char line[2 * PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "%ld\t%s\t%s\t%s\t%s\n", number, kind, path, other, what);
  if (trace >= 0) syscall(SYS_write, trace, line, length);
}

static void die(void) { syscall(SYS_kill, getpid(), SIGKILL); }

enum { GO_ON, GO_ON_AND_DIE, HALF, HALF_AND_DIE, NO };

/* Decide what becomes of an operation that writes `bytes`. */
static int decide(const char *kind, const char *path, const char *other, size_t bytes, size_t *allowed) {
  long number = count++;
  *allowed = bytes;
  if (room >= 0 && bytes) {
    long left = room;
    if ((long)bytes > left) {
      room = given_back;
      *allowed = left;
      tell(kind, number, path, other, "full");
      errno = failure;
      return left ? HALF : NO;
    }
    room -= bytes;
  }
  if (number < first || number > last) {
    tell(kind, number, path, other, "");
    return GO_ON;
  }
  static const char *names[] = {"failed", "short", "killed before", "killed within", "killed after", "stopped"};
  tell(kind, number, path, other, names[act]);
  errno = failure;
  *allowed = bytes / 2;
  switch (act) {
    case SHORT: return bytes > 1 && number == first ? HALF : NO;
    case KILL_BEFORE: die();
    case KILL_TORN: return bytes > 1 ? HALF_AND_DIE : GO_ON_AND_DIE;
    case KILL_AFTER: return GO_ON_AND_DIE;
    case TERM: syscall(SYS_kill, getpid(), SIGTERM); return GO_ON;
    default: return NO;
  }
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

#define DO(kind, path, other, bytes, call) \
  size_t allowed; \
  int fate = decide(kind, path, other, bytes, &allowed); \
  if (fate == NO) return -1; \
  long done = call; \
  if (fate == GO_ON_AND_DIE || fate == HALF_AND_DIE) die(); \
  return done

#define WRITES(flags) ((flags) & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))

static int opened(int at, const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  if (!WRITES(flags) || !*named(at, name, path)) return syscall(SYS_openat, at, name, flags, mode);
  DO("open", path, "", 0, syscall(SYS_openat, at, name, flags, mode));
}

#define MODE(flags) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | O_TMPFILE)) { \
    va_list more; \
    va_start(more, flags); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }

int open(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int openat(int at, const char *name, int flags, ...) { MODE(flags) return opened(at, name, flags, mode); }
int openat64(int at, const char *name, int flags, ...) { MODE(flags) return opened(at, name, flags, mode); }
int creat(const char *name, mode_t mode) { return opened(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }

ssize_t write(int to, const void *from, size_t bytes) {
  char path[PATH_MAX];
  if (!*named(to, NULL, path)) return syscall(SYS_write, to, from, bytes);
  DO("write", path, "", bytes, syscall(SYS_write, to, from, allowed));
}

static ssize_t written_at(int to, const void *from, size_t bytes, off_t at) {
  char path[PATH_MAX];
  if (!*named(to, NULL, path)) return syscall(SYS_pwrite64, to, from, bytes, at);
  DO("pwrite", path, "", bytes, syscall(SYS_pwrite64, to, from, allowed, at));
}
ssize_t pwrite(int to, const void *from, size_t bytes, off_t at) { return written_at(to, from, bytes, at); }
ssize_t pwrite64(int to, const void *from, size_t bytes, off_t at) { return written_at(to, from, bytes, at); }

ssize_t writev(int to, const struct iovec *parts, int number) { /* half of it: the first part, or nothing */
  char path[PATH_MAX];
  REAL(ssize_t, writev, int, const struct iovec *, int);
  if (!*named(to, NULL, path)) return real(to, parts, number);
  size_t bytes = 0;
  for (int at = 0; at < number; at++) bytes += parts[at].iov_len;
  DO("write", path, "", bytes, allowed == bytes ? real(to, parts, number) : syscall(SYS_write, to, parts[0].iov_base, 0));
}

static ssize_t copied(const char *kind, int to, size_t bytes, long (*call)(void *, size_t), void *with) {
  char path[PATH_MAX];
  if (!*named(to, NULL, path)) return call(with, bytes);
  DO(kind, path, "", bytes, call(with, allowed));
}

struct two { int to, from; off_t *to_at, *from_at; unsigned flags; };
static long send_call(void *with, size_t bytes) {
  struct two *t = with;
  return syscall(SYS_sendfile, t->to, t->from, t->from_at, bytes);
}
static long copy_call(void *with, size_t bytes) {
  struct two *t = with;
  return syscall(SYS_copy_file_range, t->from, t->from_at, t->to, t->to_at, bytes, t->flags);
}
ssize_t sendfile(int to, int from, off_t *at, size_t bytes) {
  struct two t = {to, from, NULL, at, 0};
  return copied("write", to, bytes, send_call, &t);
}
ssize_t sendfile64(int to, int from, off_t *at, size_t bytes) { return sendfile(to, from, at, bytes); }
ssize_t copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t bytes, unsigned flags) {
  struct two t = {to, from, to_at, from_at, flags};
  return copied("write", to, bytes, copy_call, &t);
}

static int unread(int from) {
  char path[PATH_MAX];
  if (!*named(from, NULL, path)) return 0;
  long number = readings++;
  int fails = number >= first_read && number <= last_read;
  tell("read", number, path, "", fails ? "failed" : "");
  if (fails) errno = failure;
  return fails;
}
ssize_t read(int from, void *to, size_t bytes) { return unread(from) ? -1 : syscall(SYS_read, from, to, bytes); }
static ssize_t read_at(int from, void *to, size_t bytes, off_t at) {
  return unread(from) ? -1 : syscall(SYS_pread64, from, to, bytes, at);
}
ssize_t pread(int from, void *to, size_t bytes, off_t at) { return read_at(from, to, bytes, at); }
ssize_t pread64(int from, void *to, size_t bytes, off_t at) { return read_at(from, to, bytes, at); }

int clock_gettime(clockid_t which, struct timespec *at) {
  int failed = syscall(SYS_clock_gettime, which, at);
  if (!failed && which == CLOCK_REALTIME) at->tv_sec += clock_ahead;
  return failed;
}
time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}

#define OF_DESCRIPTOR(name, kind, number) \
  int name(int of) { \
    char path[PATH_MAX]; \
    if (!*named(of, NULL, path)) return syscall(number, of); \
    DO(kind, path, "", 0, syscall(number, of)); \
  }
OF_DESCRIPTOR(fsync, "fsync", SYS_fsync)
OF_DESCRIPTOR(fdatasync, "fsync", SYS_fdatasync)

int close(int of) { /* what fails here is closed all the same */
  char path[PATH_MAX];
  int writes = root_length && WRITES(syscall(SYS_fcntl, of, F_GETFL));
  if (!writes || !*named(of, NULL, path)) return syscall(SYS_close, of);
  size_t allowed;
  int fate = decide("close", path, "", 0, &allowed), why = errno;
  long done = syscall(SYS_close, of);
  if (fate == GO_ON_AND_DIE || fate == HALF_AND_DIE) die();
  if (fate == NO) errno = why;
  return fate == NO ? -1 : done;
}

static int resized(int of, off_t to) {
  char path[PATH_MAX];
  if (!*named(of, NULL, path)) return syscall(SYS_ftruncate, of, to);
  DO("truncate", path, "", 0, syscall(SYS_ftruncate, of, to));
}
int ftruncate(int of, off_t to) { return resized(of, to); }
int ftruncate64(int of, off_t to) { return resized(of, to); }

static int reserved(int of, int mode, off_t at, off_t bytes) {
  char path[PATH_MAX];
  if (!*named(of, NULL, path)) return syscall(SYS_fallocate, of, mode, at, bytes);
  DO("allocate", path, "", 0, syscall(SYS_fallocate, of, mode, at, bytes));
}
int fallocate(int of, int mode, off_t at, off_t bytes) { return reserved(of, mode, at, bytes); }
int fallocate64(int of, int mode, off_t at, off_t bytes) { return reserved(of, mode, at, bytes); }
int posix_fallocate(int of, off_t at, off_t bytes) { return reserved(of, 0, at, bytes) ? errno : 0; }
int posix_fallocate64(int of, off_t at, off_t bytes) { return posix_fallocate(of, at, bytes); }

static int moved(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
  char path[PATH_MAX], other[PATH_MAX];
  named(from_at, from, path), named(to_at, to, other);
  if (!*path && !*other) return syscall(SYS_renameat2, from_at, from, to_at, to, flags);
  DO("rename", path, other, 0, syscall(SYS_renameat2, from_at, from, to_at, to, flags));
}
int rename(const char *from, const char *to) { return moved(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int a, const char *from, int b, const char *to) { return moved(a, from, b, to, 0); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) { return moved(a, from, b, to, flags); }

#define OF_NAME(kind, at, name, call) \
  char path[PATH_MAX]; \
  if (!*named(at, name, path)) return call; \
  DO(kind, path, "", 0, call)
int unlinkat(int at, const char *name, int flags) { OF_NAME("unlink", at, name, syscall(SYS_unlinkat, at, name, flags)); }
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
int mkdirat(int at, const char *name, mode_t mode) {
  if (!syscall(SYS_faccessat, at, name, F_OK)) return syscall(SYS_mkdirat, at, name, mode); /* it changes nothing */
  OF_NAME("mkdir", at, name, syscall(SYS_mkdirat, at, name, mode));
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
int linkat(int a, const char *from, int b, const char *to, int flags) {
  OF_NAME("link", b, to, syscall(SYS_linkat, a, from, b, to, flags));
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
