//! The types that exist before any program: their handles are constants.

use crate::object::Obj;
use crate::objects::Layout;

/// One static type, as a table row.
#[derive(Debug)]
pub struct StaticType {
    /// Its fixed handle.
    pub handle: Obj,
    /// `__name__`.
    pub name: &'static str,
    /// `__module__`.
    pub module: &'static str,
    /// `__base__`.
    pub base: Obj,
    /// Payload of instances.
    pub layout: Layout,
    /// Whether it can be subclassed.
    pub is_base: bool,
    /// Whether instances are objects of the collector.
    pub gc: bool,
    /// Whether instances can be referenced weakly.
    pub weak: bool,
    /// Whether instances have a `__dict__`.
    pub dict: bool,
}

macro_rules! static_types {
    ($( $konst:ident = $name:literal in $module:literal : $base:ident, $layout:ident $(, $word:ident)* ; )*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Number { Nothing, $( $konst, )* End }

        /// Handles of the static types.
        #[allow(missing_docs)]
        pub mod types {
            use super::{Number, Obj};
            $( pub const $konst: Obj = Obj::from_index(Number::$konst as u32); )*
        }

        /// Every static type, in the order of their handles, bases before what derives from them.
        pub static STATIC_TYPES: &[StaticType] = &[ $( StaticType {
            handle: types::$konst,
            name: $name,
            module: $module,
            base: types::$base,
            layout: Layout::$layout,
            is_base: has(&[$(stringify!($word)),*], "base"),
            gc: has(&[$(stringify!($word)),*], "gc"),
            weak: has(&[$(stringify!($word)),*], "weak"),
            dict: has(&[$(stringify!($word)),*], "dict"),
        }, )* ];

        /// Slots 1 to this one, exclusive, are the static types.
        pub const FIRST_AFTER_TYPES: usize = Number::End as usize;
        const _: Number = Number::Nothing;
    };
}

const fn has(words: &[&str], word: &str) -> bool {
    let mut i = 0;
    while i < words.len() {
        let (a, b) = (words[i].as_bytes(), word.as_bytes());
        if a.len() == b.len() {
            let mut j = 0;
            while j < a.len() && a[j] == b[j] {
                j += 1;
            }
            if j == a.len() {
                return true;
            }
        }
        i += 1;
    }
    false
}

static_types! {
    OBJECT = "object" in "builtins": OBJECT, Object, base;
    TYPE = "type" in "builtins": OBJECT, Type, base, gc, weak, dict;
    INT = "int" in "builtins": OBJECT, Int, base;
    BOOL = "bool" in "builtins": INT, Int;
    FLOAT = "float" in "builtins": OBJECT, Float, base;
    COMPLEX = "complex" in "builtins": OBJECT, Complex, base;
    STR = "str" in "builtins": OBJECT, Str, base;
    BYTES = "bytes" in "builtins": OBJECT, Bytes, base;
    BYTEARRAY = "bytearray" in "builtins": OBJECT, ByteArray, base;
    LIST = "list" in "builtins": OBJECT, List, base, gc;
    TUPLE = "tuple" in "builtins": OBJECT, Tuple, base, gc;
    DICT = "dict" in "builtins": OBJECT, Dict, base, gc;
    SET = "set" in "builtins": OBJECT, Set, base, gc, weak;
    FROZENSET = "frozenset" in "builtins": OBJECT, Set, base, gc, weak;
    RANGE = "range" in "builtins": OBJECT, Sealed;
    SLICE = "slice" in "builtins": OBJECT, Sealed, gc;
    NONE_TYPE = "NoneType" in "builtins": OBJECT, Sealed;
    ELLIPSIS_TYPE = "ellipsis" in "builtins": OBJECT, Sealed;
    NOT_IMPLEMENTED_TYPE = "NotImplementedType" in "builtins": OBJECT, Sealed;
    FUNCTION = "function" in "builtins": OBJECT, Sealed, gc, weak, dict;
    CODE = "code" in "builtins": OBJECT, Sealed, weak;
    CELL = "cell" in "builtins": OBJECT, Sealed, gc;
    METHOD = "method" in "builtins": OBJECT, Sealed, gc, weak;
    BUILTIN = "builtin_function_or_method" in "builtins": OBJECT, Sealed, gc, weak;
    METHOD_DESCRIPTOR = "method_descriptor" in "builtins": OBJECT, Sealed, gc;
    WRAPPER_DESCRIPTOR = "wrapper_descriptor" in "builtins": OBJECT, Sealed, gc;
    METHOD_WRAPPER = "method-wrapper" in "builtins": OBJECT, Sealed, gc;
    CLASSMETHOD_DESCRIPTOR = "classmethod_descriptor" in "builtins": OBJECT, Sealed, gc;
    GETSET_DESCRIPTOR = "getset_descriptor" in "builtins": OBJECT, Sealed, gc;
    MEMBER_DESCRIPTOR = "member_descriptor" in "builtins": OBJECT, Sealed, gc;
    MODULE = "module" in "builtins": OBJECT, Module, base, gc, weak, dict;
    GENERATOR = "generator" in "builtins": OBJECT, Sealed, gc, weak;
    COROUTINE = "coroutine" in "builtins": OBJECT, Sealed, gc, weak;
    FRAME = "frame" in "builtins": OBJECT, Sealed, gc;
    TRACEBACK = "traceback" in "builtins": OBJECT, Sealed, gc;
    PROPERTY = "property" in "builtins": OBJECT, Property, base, gc;
    STATICMETHOD = "staticmethod" in "builtins": OBJECT, MethodWrapper, base, gc, dict;
    CLASSMETHOD = "classmethod" in "builtins": OBJECT, MethodWrapper, base, gc, dict;
    SUPER = "super" in "builtins": OBJECT, Super, base, gc;
    MAPPINGPROXY = "mappingproxy" in "builtins": OBJECT, Sealed, gc;
    MEMORYVIEW = "memoryview" in "builtins": OBJECT, Sealed, gc, weak;
    MANAGED_BUFFER = "managedbuffer" in "builtins": OBJECT, Sealed, gc;
    LIST_ITERATOR = "list_iterator" in "builtins": OBJECT, Sealed, gc;
    LIST_REVERSEITERATOR = "list_reverseiterator" in "builtins": OBJECT, Sealed, gc;
    TUPLE_ITERATOR = "tuple_iterator" in "builtins": OBJECT, Sealed, gc;
    RANGE_ITERATOR = "range_iterator" in "builtins": OBJECT, Sealed;
    LONGRANGE_ITERATOR = "longrange_iterator" in "builtins": OBJECT, Sealed;
    STR_ASCII_ITERATOR = "str_ascii_iterator" in "builtins": OBJECT, Sealed, gc;
    STR_ITERATOR = "str_iterator" in "builtins": OBJECT, Sealed, gc;
    BYTES_ITERATOR = "bytes_iterator" in "builtins": OBJECT, Sealed, gc;
    BYTEARRAY_ITERATOR = "bytearray_iterator" in "builtins": OBJECT, Sealed, gc;
    DICT_KEYITERATOR = "dict_keyiterator" in "builtins": OBJECT, Sealed, gc;
    DICT_VALUEITERATOR = "dict_valueiterator" in "builtins": OBJECT, Sealed, gc;
    DICT_ITEMITERATOR = "dict_itemiterator" in "builtins": OBJECT, Sealed, gc;
    DICT_REVERSEKEYITERATOR = "dict_reversekeyiterator" in "builtins": OBJECT, Sealed, gc;
    DICT_REVERSEVALUEITERATOR = "dict_reversevalueiterator" in "builtins": OBJECT, Sealed, gc;
    DICT_REVERSEITEMITERATOR = "dict_reverseitemiterator" in "builtins": OBJECT, Sealed, gc;
    SET_ITERATOR = "set_iterator" in "builtins": OBJECT, Sealed, gc;
    ITERATOR = "iterator" in "builtins": OBJECT, Sealed, gc;
    CALLABLE_ITERATOR = "callable_iterator" in "builtins": OBJECT, Sealed, gc;
    ENUMERATE = "enumerate" in "builtins": OBJECT, Native, base, gc;
    ZIP = "zip" in "builtins": OBJECT, Native, base, gc;
    MAP = "map" in "builtins": OBJECT, Native, base, gc;
    FILTER = "filter" in "builtins": OBJECT, Native, base, gc;
    REVERSED = "reversed" in "builtins": OBJECT, Native, base, gc;
    DICT_KEYS = "dict_keys" in "builtins": OBJECT, Sealed, gc;
    DICT_VALUES = "dict_values" in "builtins": OBJECT, Sealed, gc;
    DICT_ITEMS = "dict_items" in "builtins": OBJECT, Sealed, gc;
    WEAKREF = "ReferenceType" in "weakref": OBJECT, WeakRef, base, gc;
    PROXY = "ProxyType" in "weakref": OBJECT, Sealed, gc;
    CALLABLE_PROXY = "CallableProxyType" in "weakref": OBJECT, Sealed, gc;
    GENERIC_ALIAS = "GenericAlias" in "types": OBJECT, Native, base, gc, weak;
    UNION = "UnionType" in "types": OBJECT, Sealed, gc;
    SIMPLE_NAMESPACE = "SimpleNamespace" in "types": OBJECT, Object, base, gc, dict;

    BASE_EXCEPTION = "BaseException" in "builtins": OBJECT, Exception, base, gc, dict;
    BASE_EXCEPTION_GROUP = "BaseExceptionGroup" in "builtins": BASE_EXCEPTION, Exception, base, gc, dict;
    EXCEPTION = "Exception" in "builtins": BASE_EXCEPTION, Exception, base, gc, dict;
    GENERATOR_EXIT = "GeneratorExit" in "builtins": BASE_EXCEPTION, Exception, base, gc, dict;
    KEYBOARD_INTERRUPT = "KeyboardInterrupt" in "builtins": BASE_EXCEPTION, Exception, base, gc, dict;
    SYSTEM_EXIT = "SystemExit" in "builtins": BASE_EXCEPTION, Exception, base, gc, dict;
    ARITHMETIC_ERROR = "ArithmeticError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    FLOATING_POINT_ERROR = "FloatingPointError" in "builtins": ARITHMETIC_ERROR, Exception, base, gc, dict;
    OVERFLOW_ERROR = "OverflowError" in "builtins": ARITHMETIC_ERROR, Exception, base, gc, dict;
    ZERO_DIVISION_ERROR = "ZeroDivisionError" in "builtins": ARITHMETIC_ERROR, Exception, base, gc, dict;
    ASSERTION_ERROR = "AssertionError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    ATTRIBUTE_ERROR = "AttributeError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    BUFFER_ERROR = "BufferError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    EOF_ERROR = "EOFError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    IMPORT_ERROR = "ImportError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    MODULE_NOT_FOUND_ERROR = "ModuleNotFoundError" in "builtins": IMPORT_ERROR, Exception, base, gc, dict;
    IMPORT_CYCLE_ERROR = "ImportCycleError" in "builtins": IMPORT_ERROR, Exception, base, gc, dict;
    LOOKUP_ERROR = "LookupError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    INDEX_ERROR = "IndexError" in "builtins": LOOKUP_ERROR, Exception, base, gc, dict;
    KEY_ERROR = "KeyError" in "builtins": LOOKUP_ERROR, Exception, base, gc, dict;
    MEMORY_ERROR = "MemoryError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    NAME_ERROR = "NameError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    UNBOUND_LOCAL_ERROR = "UnboundLocalError" in "builtins": NAME_ERROR, Exception, base, gc, dict;
    OS_ERROR = "OSError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    BLOCKING_IO_ERROR = "BlockingIOError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    CHILD_PROCESS_ERROR = "ChildProcessError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    CONNECTION_ERROR = "ConnectionError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    BROKEN_PIPE_ERROR = "BrokenPipeError" in "builtins": CONNECTION_ERROR, Exception, base, gc, dict;
    CONNECTION_ABORTED_ERROR = "ConnectionAbortedError" in "builtins": CONNECTION_ERROR, Exception, base, gc, dict;
    CONNECTION_REFUSED_ERROR = "ConnectionRefusedError" in "builtins": CONNECTION_ERROR, Exception, base, gc, dict;
    CONNECTION_RESET_ERROR = "ConnectionResetError" in "builtins": CONNECTION_ERROR, Exception, base, gc, dict;
    FILE_EXISTS_ERROR = "FileExistsError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    FILE_NOT_FOUND_ERROR = "FileNotFoundError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    INTERRUPTED_ERROR = "InterruptedError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    IS_A_DIRECTORY_ERROR = "IsADirectoryError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    NOT_A_DIRECTORY_ERROR = "NotADirectoryError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    PERMISSION_ERROR = "PermissionError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    PROCESS_LOOKUP_ERROR = "ProcessLookupError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    TIMEOUT_ERROR = "TimeoutError" in "builtins": OS_ERROR, Exception, base, gc, dict;
    REFERENCE_ERROR = "ReferenceError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    RUNTIME_ERROR = "RuntimeError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    NOT_IMPLEMENTED_ERROR = "NotImplementedError" in "builtins": RUNTIME_ERROR, Exception, base, gc, dict;
    PYTHON_FINALIZATION_ERROR = "PythonFinalizationError" in "builtins": RUNTIME_ERROR, Exception, base, gc, dict;
    RECURSION_ERROR = "RecursionError" in "builtins": RUNTIME_ERROR, Exception, base, gc, dict;
    STOP_ASYNC_ITERATION = "StopAsyncIteration" in "builtins": EXCEPTION, Exception, base, gc, dict;
    STOP_ITERATION = "StopIteration" in "builtins": EXCEPTION, Exception, base, gc, dict;
    SYNTAX_ERROR = "SyntaxError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    INDENTATION_ERROR = "IndentationError" in "builtins": SYNTAX_ERROR, Exception, base, gc, dict;
    TAB_ERROR = "TabError" in "builtins": INDENTATION_ERROR, Exception, base, gc, dict;
    INCOMPLETE_INPUT_ERROR = "_IncompleteInputError" in "builtins": SYNTAX_ERROR, Exception, base, gc, dict;
    SYSTEM_ERROR = "SystemError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    TYPE_ERROR = "TypeError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    VALUE_ERROR = "ValueError" in "builtins": EXCEPTION, Exception, base, gc, dict;
    UNICODE_ERROR = "UnicodeError" in "builtins": VALUE_ERROR, Exception, base, gc, dict;
    UNICODE_DECODE_ERROR = "UnicodeDecodeError" in "builtins": UNICODE_ERROR, Exception, base, gc, dict;
    UNICODE_ENCODE_ERROR = "UnicodeEncodeError" in "builtins": UNICODE_ERROR, Exception, base, gc, dict;
    UNICODE_TRANSLATE_ERROR = "UnicodeTranslateError" in "builtins": UNICODE_ERROR, Exception, base, gc, dict;
    WARNING = "Warning" in "builtins": EXCEPTION, Exception, base, gc, dict;
    BYTES_WARNING = "BytesWarning" in "builtins": WARNING, Exception, base, gc, dict;
    DEPRECATION_WARNING = "DeprecationWarning" in "builtins": WARNING, Exception, base, gc, dict;
    ENCODING_WARNING = "EncodingWarning" in "builtins": WARNING, Exception, base, gc, dict;
    FUTURE_WARNING = "FutureWarning" in "builtins": WARNING, Exception, base, gc, dict;
    IMPORT_WARNING = "ImportWarning" in "builtins": WARNING, Exception, base, gc, dict;
    PENDING_DEPRECATION_WARNING = "PendingDeprecationWarning" in "builtins": WARNING, Exception, base, gc, dict;
    RESOURCE_WARNING = "ResourceWarning" in "builtins": WARNING, Exception, base, gc, dict;
    RUNTIME_WARNING = "RuntimeWarning" in "builtins": WARNING, Exception, base, gc, dict;
    SYNTAX_WARNING = "SyntaxWarning" in "builtins": WARNING, Exception, base, gc, dict;
    UNICODE_WARNING = "UnicodeWarning" in "builtins": WARNING, Exception, base, gc, dict;
    USER_WARNING = "UserWarning" in "builtins": WARNING, Exception, base, gc, dict;
    EXCEPTION_GROUP = "ExceptionGroup" in "builtins": BASE_EXCEPTION_GROUP, Exception, base, gc, weak, dict;
    ASYNC_GENERATOR = "async_generator" in "builtins": OBJECT, Sealed, gc, weak;
}
