// Go, from The Go Programming Language Specification, section Lexical elements.
//
// Every grammar here keeps one rule, so that it can be compiled to a table: no predicates, no
// embedded code, no recursive rules, no EOF; modes instead. Every grammar is total: whatever no
// other rule takes is one UNKNOWN token, and a literal without its end is one UNTERMINATED token.
lexer grammar GoLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

tokens { IDENTIFIER, NUMBER, STRING, OPERATOR, UNTERMINATED, UNKNOWN }

SPACE : [ \t\f\u000B\r\n\u00A0\uFEFF]+ -> skip;
LINE_COMMENT : '//' ~[\r\n]* -> skip;
BLOCK_COMMENT : '/*' ( ~'*' | '*'+ ~[*/] )* ( '*'+ '/' | '*'* ) -> skip;

RAW_STRING : '`' ~'`'* '`' -> type(STRING);
OPEN_RAW_STRING : '`' ~'`'* -> type(UNTERMINATED);
STRING : DOUBLE_QUOTED '"' | SINGLE_QUOTED '\'';
UNTERMINATED : ( DOUBLE_QUOTED | SINGLE_QUOTED ) '\\'?;

NUMBER
  : '0' [xX] [0-9a-fA-F_.]+ ( [pP] [+-]? [0-9]+ )? 'i'?
  | '.'? [0-9] ( [eE] [+-]? [0-9] | '.' | [0-9A-Za-z_] )*
  ;
IDENTIFIER : [A-Za-z_\u00A1-\uFEFE\uFF00-\uFFFF] [A-Za-z_0-9\u00A1-\uFEFE\uFF00-\uFFFF]*;

OPERATOR
  : '<<=' | '>>=' | '&^=' | '...' | '<-' | ':=' | '&^' | '++' | '--' | '<<' | '>>' | '<=' | '>=' | '==' | '!=' | '&&' | '||'
  | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^='
  | [[\](){}.&*+\-~!/%<>^|:;=,]
  ;
UNKNOWN : .;

fragment DOUBLE_QUOTED : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )*;
fragment SINGLE_QUOTED : '\'' ( ~['\\\r\n] | '\\' ~[\r\n] )*;
