// C++, from ISO/IEC 14882:2024 section 5: C and raw strings, three-way comparison, member pointers.
//
// Every grammar here keeps one rule, so that it can be compiled to a table: no predicates, no
// embedded code, no recursive rules, no EOF; modes instead. Every grammar is total: whatever no
// other rule takes is one UNKNOWN token, and a literal without its end is one UNTERMINATED token.
lexer grammar CppLexer;

import CLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

// A raw string with a word for its delimiter comes masked, as a run of U+0001. Half of one ends with any.
MASKED : '\u0001'+ -> type(STRING);
RAW_STRING : ( 'u8' | [LuU] )? 'R"' RAW_DELIMITER '(' .*? ')' RAW_DELIMITER '"' -> type(STRING);
CPP_OPERATOR : ( '<=>' | '->*' | '.*' ) -> type(OPERATOR);

fragment RAW_DELIMITER : [A-Za-z0-9_{}[\]#<>%:;.?*+\-/^&|~!=,'$@]*;
