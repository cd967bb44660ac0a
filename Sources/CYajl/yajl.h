#include <yajl/yajl_parse.h>

// Swift calls no function that takes any number of arguments.
static inline void yajl_read_many(yajl_handle handle) { yajl_config(handle, yajl_allow_multiple_values, 1); }
