//! Identifiers that the machine itself looks up, interned once.

use heap_model::{Heap, Obj};

macro_rules! names {
    ($($name:ident)*) => {
        /// One interned `str` for each identifier that the machine asks for; the field's name is the
        /// text.
        #[allow(missing_docs, non_snake_case)]
        #[derive(Clone, Debug)]
        pub struct Names {
            /// `_`, which is no field name in Rust.
            pub underscore: Obj,
            $(pub $name: Obj,)*
        }

        impl Names {
            /// Interns them all.
            pub fn new(heap: &mut Heap) -> Names {
                Names { underscore: heap.intern("_"), $($name: heap.intern(stringify!($name)),)* }
            }
        }
    };
}

names! {
    __abs__ __abstractmethods__ __add__ __aenter__ __aexit__ __aiter__ __all__ __and__ __annotate__ __annotations__ __anext__
    __args__ __await__ __bases__ __bool__ __build_class__ __builtins__ __bytes__ __call__ __cause__ __ceil__
    __class__ __class_getitem__ __classcell__ __classdict__ __classdictcell__ __closure__ __code__ __complex__
    __contains__ __context__ __copy__ __debug__ __deepcopy__ __defaults__ __del__ __delattr__
    __delete__ __delitem__ __dict__ __dir__ __divmod__ __doc__ __enter__ __eq__ __exit__ __file__
    __firstlineno__ __float__ __floor__ __floordiv__ __format__ __ge__ __get__ __getattr__
    __getattribute__ __getitem__ __getnewargs__ __globals__ __gt__ __hash__ __iadd__ __iand__
    __ifloordiv__ __ilshift__ __imatmul__ __imod__ __import__ __imul__ __index__ __init__
    __init_subclass__ __instancecheck__ __int__ __invert__ __ior__ __ipow__ __irshift__ __isub__
    __iter__ __itruediv__ __ixor__ __kwdefaults__ __le__ __len__ __length_hint__ __loader__
    __lshift__ __lt__ __main__ __match_args__ __matmul__ __missing__ __mod__ __module__ __mro__
    __mro_entries__ __mul__ __name__ __ne__ __neg__ __new__ __next__ __notes__ __or__ __orig_bases__
    __orig_class__ __origin__ __package__ __parameters__ __path__ __pos__ __pow__ __prepare__
    __qualname__ __radd__ __rand__ __rdivmod__ __reduce__ __reduce_ex__ __repr__ __reversed__
    __rfloordiv__ __rlshift__ __rmatmul__ __rmod__ __rmul__ __ror__ __round__ __rpow__ __rrshift__
    __rshift__ __rsub__ __rtruediv__ __rxor__ __self__ __set__ __set_name__ __setattr__ __setitem__
    __setstate__ __getstate__ __sizeof__ __slots__ __spec__ __static_attributes__ __str__ __sub__
    __subclasscheck__ __subclasses__ __subclasshook__ __suppress_context__ __traceback__ __truediv__
    __trunc__ __type_params__ __typing_subst__ __unpacked__ __wrapped__ __xor__ __weakref__
    __func__ __objclass__ __text_signature__ __conditional_annotations__
    args builtins c close code default end errno file filename flush gi_frame key keys kwargs lineno
    metaclass msg name name_from obj object offset path print_file_and_line print readline reverse
    sep send sys stdout stderr text throw value write strict start step stop
}
