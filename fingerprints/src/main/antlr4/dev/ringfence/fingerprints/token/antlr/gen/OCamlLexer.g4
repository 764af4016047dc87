// OCaml, from the OCaml 5 manual, "Lexical conventions".
lexer grammar OCamlLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
OPEN_COMMENT : '(*' -> skip, pushMode(NESTED_COMMENT);
// An operator in brackets, no comment.
STAR_IN_BRACKETS : '(*)' -> type(OPERATOR);
STRING : DOUBLE_QUOTED_LINES '"' | CHARACTER;
QUOTED_STRING : QUOTED -> type(STRING);
UNTERMINATED : DOUBLE_QUOTED_LINES '\\'?;
TYPE_VARIABLE : '\'' WORD -> type(IDENTIFIER);
NUMBER : ( BASED | [0-9] [0-9_]* ( '.' [0-9_]* )? EXPONENT? ) [a-zA-Z]?;
IDENTIFIER : WORD ( '\'' ( LETTER | [0-9] )* )*;
OPERATOR
  : '>>=' | '>>|' | ';;' | '->' | '<-' | ':=' | '::' | '|>' | '@@' | '..' | '||' | '&&' | '==' | '!=' | '<>' | '<=' | '>='
  | '+.' | '-.' | '*.' | '/.' | '**' | '[|' | '|]' | ':>' | '<$>'
  | [[\](){}.&*+\-~!/%<>^|?:;=,@#$`'\\]
  ;

mode NESTED_COMMENT;
INNER_OPEN : '(*' -> skip, pushMode(NESTED_COMMENT);
INNER_CLOSE : '*)' -> skip, popMode;
// Strings count in comments too: one may hold the end of a comment.
INNER_STRING : ( DOUBLE_QUOTED_LINES '"' | CHARACTER ) -> skip;
INNER_TEXT : ~["'(*)]+ -> skip;
INNER_CHAR : ["'(*)] -> skip;

fragment CHARACTER : '\'' ( ~['\\\r\n] | '\\' ( [\\'"ntbr ] | [0-9]+ | 'x' [0-9a-fA-F]+ | 'o' [0-7]+ ) ) '\'';
fragment QUOTED : '{|' .*? '|}' | '{' [a-z_]+ '|' .*? '|' [a-z_]+ '}';
