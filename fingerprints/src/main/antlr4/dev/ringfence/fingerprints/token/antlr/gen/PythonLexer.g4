// Python, from the Python 3.14 Language Reference, chapter 2; Python 2 literals too.
//
// Every grammar here keeps one rule, so that it can be compiled to a table: no predicates, no
// embedded code, no recursive rules, no EOF; modes instead. Every grammar is total: whatever no
// other rule takes is one UNKNOWN token, and a literal without its end is one UNTERMINATED token.
lexer grammar PythonLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

tokens { IDENTIFIER, NUMBER, STRING, OPERATOR, UNTERMINATED, UNKNOWN }

SPACE : ( [ \t\f\u000B\r\n\u00A0\uFEFF] | '\\' [ \t]* '\r'? '\n' )+ -> skip;
COMMENT : '#' ~[\r\n]* -> skip;

TRIPLE : PREFIX? ( TRIPLE_DOUBLE '"""' | TRIPLE_SINGLE '\'\'\'' ) -> type(STRING);
OPEN_TRIPLE : PREFIX? ( TRIPLE_DOUBLE ( '"' '"'? )? | TRIPLE_SINGLE ( '\'' '\''? )? ) '\\'? -> type(UNTERMINATED);
STRING : PREFIX? ( DOUBLE_QUOTED '"' | SINGLE_QUOTED '\'' );
UNTERMINATED : PREFIX? ( DOUBLE_QUOTED | SINGLE_QUOTED ) '\\'?;

NUMBER
  : '0' [xXoObB] [0-9a-fA-F_]+ [lL]?
  | ( [0-9] [0-9_]* ( '.' [0-9_]* )? | '.' [0-9] [0-9_]* ) ( [eE] [+-]? [0-9_]+ )? [jJlL]?
  ;
IDENTIFIER : [A-Za-z_\u00A1-\uFEFE\uFF00-\uFFFF] [A-Za-z_0-9\u00A1-\uFEFE\uFF00-\uFFFF]*;

OPERATOR
  : '**=' | '//=' | '>>=' | '<<=' | '...' | '->' | ':=' | '**' | '//' | '<<' | '>>' | '<=' | '>=' | '==' | '!=' | '<>'
  | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=' | '@='
  | [[\](){}.&*+\-~/%<>^|:;=,@`]
  ;
UNKNOWN : .;

fragment PREFIX : [rRbBuUfFtT] [rRbBuUfFtT]?;
fragment TRIPLE_DOUBLE : '"""' ( ~["\\] | '\\' . | '"' ~["\\] | '"' '\\' . | '""' ~["\\] | '""' '\\' . )*;
fragment TRIPLE_SINGLE : '\'\'\'' ( ~['\\] | '\\' . | '\'' ~['\\] | '\'' '\\' . | '\'\'' ~['\\] | '\'\'' '\\' . )*;
fragment DOUBLE_QUOTED : '"' ( ~["\\\r\n] | '\\' ( '\r'? '\n' | ~[\r\n] ) )*;
fragment SINGLE_QUOTED : '\'' ( ~['\\\r\n] | '\\' ( '\r'? '\n' | ~[\r\n] ) )*;
