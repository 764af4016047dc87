// What many grammars share: blanks, words, strings. Imported, never run by itself.
//
// Every grammar here keeps one rule, so that it can be compiled to a table: no predicates, no
// embedded code, no recursive rules, no EOF; modes instead. Every grammar is total: whatever no
// other rule takes is one UNKNOWN token, and a literal without its end is one UNTERMINATED token.
lexer grammar Common;

tokens { IDENTIFIER, NUMBER, STRING, OPERATOR, DIRECTIVE, UNTERMINATED, UNKNOWN }

// What Masker puts in the place of a here-document, which no regular rule can end.
MASKED : '\u0001'+ -> type(STRING);
UNKNOWN : .;

fragment BLANK : [ \t\f\u000B\r\n\u00A0\uFEFF\u2028\u2029];
fragment LETTER : [A-Za-z_\u00A1-\u2027\u202A-\uFEFE\uFF00-\uFFFF];
fragment WORD : LETTER ( LETTER | [0-9] )*;
fragment REST_OF_LINE : ~[\r\n]*;
fragment SLASHED_LINE : '//' REST_OF_LINE;
// One rule for closed and unclosed comments: an unclosed one takes the rest.
fragment STARRED_BLOCK : '/*' ( ~'*' | '*'+ ~[*/] )* ( '*'+ '/' | '*'* );
fragment DOUBLE_QUOTED : '"' ( ~["\\\r\n] | '\\' ( '\r'? '\n' | ~[\r\n] ) )*;
fragment SINGLE_QUOTED : '\'' ( ~['\\\r\n] | '\\' ( '\r'? '\n' | ~[\r\n] ) )*;
fragment DOUBLE_QUOTED_LINES : '"' ( ~["\\] | '\\' . )*;
fragment SINGLE_QUOTED_LINES : '\'' ( ~['\\] | '\\' . )*;
fragment TRIPLE_QUOTED : '"""' ( ~["\\] | '\\' . | '"' ~["\\] | '"' '\\' . | '""' ~["\\] | '""' '\\' . )*;
fragment RAW_TRIPLE_QUOTED : '"""' ( ~'"' | '"' ~'"' | '""' ~'"' )*;
fragment EXPONENT : [eE] [+-]? [0-9] [0-9_]*;
fragment DECIMAL : [0-9] [0-9_]* ( '.' [0-9] [0-9_]* )? EXPONENT?;
fragment BASED : '0' ( [xX] [0-9a-fA-F_]+ | [oO] [0-7_]+ | [bB] [01_]+ );
