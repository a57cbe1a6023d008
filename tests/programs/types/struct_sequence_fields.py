import sys, time
for t in (type(sys.version_info), type(sys.flags), type(time.gmtime()), type(sys.hash_info), type(sys.float_info), type(sys.int_info), type(sys.thread_info)):
    print(t.__name__, t.n_fields, t.n_sequence_fields, t.n_unnamed_fields)
t = time.gmtime(0)
print(t.n_fields, len(t), t.tm_zone, t.tm_gmtoff)
print(sys.version_info.major == sys.version_info[0], sys.version_info[:2] >= (3, 11))
