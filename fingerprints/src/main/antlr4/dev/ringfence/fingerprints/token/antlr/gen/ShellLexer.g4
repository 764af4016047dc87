// The POSIX shell and Bash, from POSIX.1-2024 volume 3 chapter 2 and the Bash 5.2 manual. Masker has
// taken out here-documents.
//
// Brackets push and pop, so that the one that closes `$(` or `${` finds its string again.
lexer grammar ShellLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : ( BLANK | '\\' '\r'? '\n' )+ -> skip;
COMMENT : '#' REST_OF_LINE -> skip;
STRING : '$'? '\'' ~'\''* '\'';
ESCAPED_STRING : '$\'' ( ~['\\] | '\\' . )* '\'' -> type(STRING);
ESCAPED : '\\' ~[\r\n] -> type(STRING);
UNTERMINATED : '$'? '\'' ~'\''*;
TEXT_OPEN : '$'? '"' -> skip, pushMode(TEXT);
NUMBER : [0-9]+;
VARIABLE : PARAMETER -> type(IDENTIFIER);
IDENTIFIER : LETTER ( LETTER | [0-9#] )*;
HOLE : HOLES -> type(OPERATOR), pushMode(DEFAULT_MODE);
OPEN_BRACKET : ( '(' | '{' ) -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACKET : ( ')' | '}' ) -> type(OPERATOR), popMode;
OPERATOR
  : ';;&' | '<<<' | '<<-' | ';;' | ';&' | '&&' | '||' | '<<' | '>>' | '<&' | '>&' | '>|' | '&>' | '==' | '=~' | '!=' | '+=' | '<=' | '>='
  | '##' | '%%' | '++' | '--' | '**' | ':-' | ':=' | ':+' | ':?'
  | [[\].&*+\-~!/%<>^|?:;=,@`$\\]
  ;

mode TEXT;
TEXT_PIECE : ( ~["\\$`] | '\\' . )+ -> type(STRING);
TEXT_VARIABLE : PARAMETER -> type(IDENTIFIER);
TEXT_HOLE : HOLES -> type(OPERATOR), pushMode(DEFAULT_MODE);
TEXT_CLOSE : '"' -> skip, popMode;
TEXT_CHAR : [\\$`] -> skip;

fragment PARAMETER : '$' ( WORD | [0-9@*#?$!\-] );
// The number sign that asks for a length is no comment.
fragment HOLES : '$(' | '${' '#'? | '<(' | '>(';
