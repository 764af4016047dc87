// Cython, from the Cython 3 language basics: Python and the C operators that may stand in its types.
//
// Every grammar here keeps one rule, so that it can be compiled to a table: no predicates, no
// embedded code, no recursive rules, no EOF; modes instead. Every grammar is total: whatever no
// other rule takes is one UNKNOWN token, and a literal without its end is one UNTERMINATED token.
lexer grammar CythonLexer;

import PythonLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

CYTHON_OPERATOR : ( '?' | '!' ) -> type(OPERATOR);
