// Python, from the Python 3.14 Language Reference, chapter 2; Python 2 literals too.
//
// Every grammar here keeps one rule, so that it can be compiled to a table: no predicates, no
// embedded code, no recursive rules, no EOF; modes instead. Every grammar is total: whatever no
// other rule takes is one UNKNOWN token, and a literal without its end is one UNTERMINATED token.
//
// A brace pushes and pops, so that the one that closes a hole finds its f-string again.
lexer grammar PythonLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

tokens { IDENTIFIER, NUMBER, STRING, OPERATOR, UNTERMINATED, UNKNOWN }

SPACE : ( [ \t\f\u000B\r\n\u00A0\uFEFF] | '\\' [ \t]* '\r'? '\n' )+ -> skip;
COMMENT : '#' ~[\r\n]* -> skip;

TRIPLE : PREFIX? ( TRIPLE_DOUBLE '"""' | TRIPLE_SINGLE '\'\'\'' ) -> type(STRING);
OPEN_TRIPLE : PREFIX? ( TRIPLE_DOUBLE ( '"' '"'? )? | TRIPLE_SINGLE ( '\'' '\''? )? ) '\\'? -> type(UNTERMINATED);
STRING : PREFIX? ( DOUBLE_QUOTED '"' | SINGLE_QUOTED '\'' );
UNTERMINATED : PREFIX? ( DOUBLE_QUOTED | SINGLE_QUOTED ) '\\'?;

F_TRIPLE_DOUBLE_OPEN : F_PREFIX '"""' -> skip, pushMode(F_TRIPLE_DOUBLE);
F_TRIPLE_SINGLE_OPEN : F_PREFIX '\'\'\'' -> skip, pushMode(F_TRIPLE_SINGLE);
F_DOUBLE_OPEN : F_PREFIX '"' -> skip, pushMode(F_DOUBLE);
F_SINGLE_OPEN : F_PREFIX '\'' -> skip, pushMode(F_SINGLE);

NUMBER
  : '0' [xXoObB] [0-9a-fA-F_]+ [lL]?
  | ( [0-9] [0-9_]* ( '.' [0-9_]* )? | '.' [0-9] [0-9_]* ) ( [eE] [+-]? [0-9_]+ )? [jJlL]?
  ;
IDENTIFIER : [A-Za-z_\u00A1-\uFEFE\uFF00-\uFFFF] [A-Za-z_0-9\u00A1-\uFEFE\uFF00-\uFFFF]*;

OPEN_BRACE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACE : '}' -> type(OPERATOR), popMode;
OPERATOR
  : '**=' | '//=' | '>>=' | '<<=' | '...' | '->' | ':=' | '**' | '//' | '<<' | '>>' | '<=' | '>=' | '==' | '!=' | '<>'
  | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=' | '@='
  | [[\]().&*+\-~!/%<>^|:;=,@`]
  ;
UNKNOWN : .;

mode F_DOUBLE;
F_DOUBLE_TEXT : ( ~["\\{}\r\n] | F_ESCAPE | '{{' | '}}' )+ -> type(STRING);
F_DOUBLE_HOLE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
F_DOUBLE_CLOSE : ( '"' | '\r'? '\n' ) -> skip, popMode;
F_DOUBLE_CHAR : . -> skip;

mode F_SINGLE;
F_SINGLE_TEXT : ( ~['\\{}\r\n] | F_ESCAPE | '{{' | '}}' )+ -> type(STRING);
F_SINGLE_HOLE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
F_SINGLE_CLOSE : ( '\'' | '\r'? '\n' ) -> skip, popMode;
F_SINGLE_CHAR : . -> skip;

mode F_TRIPLE_DOUBLE;
F_TRIPLE_DOUBLE_TEXT : ( ~["\\{}] | F_ESCAPE | '{{' | '}}' | '"' ~["\\{}] | '""' ~["\\{}] )+ -> type(STRING);
F_TRIPLE_DOUBLE_HOLE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
F_TRIPLE_DOUBLE_CLOSE : '"""' -> skip, popMode;
F_TRIPLE_DOUBLE_CHAR : . -> skip;

mode F_TRIPLE_SINGLE;
F_TRIPLE_SINGLE_TEXT : ( ~['\\{}] | F_ESCAPE | '{{' | '}}' | '\'' ~['\\{}] | '\'\'' ~['\\{}] )+ -> type(STRING);
F_TRIPLE_SINGLE_HOLE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
F_TRIPLE_SINGLE_CLOSE : '\'\'\'' -> skip, popMode;
F_TRIPLE_SINGLE_CHAR : . -> skip;

fragment PREFIX : [rRbBuU] [rRbBuU]?;
fragment F_PREFIX : [fFtT] [rR]? | [rR] [fFtT];
fragment F_ESCAPE : '\\N{' ~[}\r\n]* '}' | '\\' ( '\r'? '\n' | ~[\r\n{}] );
fragment TRIPLE_DOUBLE : '"""' ( ~["\\] | '\\' . | '"' ~["\\] | '"' '\\' . | '""' ~["\\] | '""' '\\' . )*;
fragment TRIPLE_SINGLE : '\'\'\'' ( ~['\\] | '\\' . | '\'' ~['\\] | '\'' '\\' . | '\'\'' ~['\\] | '\'\'' '\\' . )*;
fragment DOUBLE_QUOTED : '"' ( ~["\\\r\n] | '\\' ( '\r'? '\n' | ~[\r\n] ) )*;
fragment SINGLE_QUOTED : '\'' ( ~['\\\r\n] | '\\' ( '\r'? '\n' | ~[\r\n] ) )*;
