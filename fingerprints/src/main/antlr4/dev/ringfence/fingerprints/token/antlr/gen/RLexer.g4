// R, from the R Language Definition 4.4, chapter 10 and `?Quotes`.
lexer grammar RLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
COMMENT : '#' REST_OF_LINE -> skip;
STRING : DOUBLE_QUOTED_LINES '"' | SINGLE_QUOTED_LINES '\'';
RAW_STRING
  : [rR] ( '"(' .*? ')"' | '"[' .*? ']"' | '"{' .*? '}"' | '"-(' .*? ')-"' | '"--(' .*? ')--"' | '\'(' .*? ')\'' | '\'[' .*? ']\'' )
    -> type(STRING)
  ;
UNTERMINATED : ( DOUBLE_QUOTED_LINES | SINGLE_QUOTED_LINES ) '\\'?;
NUMBER : ( '0' [xX] [0-9a-fA-F]+ ( [pP] [+-]? [0-9]+ )? | [0-9]+ ( '.' [0-9]* )? EXPONENT? | '.' [0-9]+ EXPONENT? ) [Li]?;
IDENTIFIER : R_LETTER ( R_LETTER | [0-9] )* | '`' ( ~[`\\\r\n] | '\\' ~[\r\n] )+ '`';
INFIX : '%' ~[%\r\n]* '%' -> type(OPERATOR);
OPERATOR
  : '<<-' | '->>' | ':::' | '<-' | '->' | ':=' | '::' | '|>' | '<=' | '>=' | '==' | '!=' | '&&' | '||' | '**'
  | [[\](){}&*+\-~!/<>^|?:;=,@$%\\]
  ;

fragment R_LETTER : LETTER | '.';
