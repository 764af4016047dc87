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
HOLE : ( HOLES | BRACED ) -> type(OPERATOR), pushMode(DEFAULT_MODE);
OPEN_BRACKET : ( '(' | '{' ) -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACKET : ( ')' | '}' ) -> type(OPERATOR), popMode;
OPERATOR : OPERATORS;

mode TEXT;
TEXT_PIECE : ( ~["\\$`] | '\\' . )+ -> type(STRING);
// A command with quotes of its own, which do not end the text.
TEXT_COMMAND : '`' ( ~[`"\\\r\n] | '\\' ~[\r\n] )* '"' ( ~[`\\\r\n] | '\\' ~[\r\n] )* '`' -> type(STRING);
TEXT_VARIABLE : PARAMETER -> type(IDENTIFIER);
TEXT_PARAMETER : BRACED -> type(OPERATOR), pushMode(PARAMETER_IN_TEXT);
TEXT_HOLE : HOLES -> type(OPERATOR), pushMode(DEFAULT_MODE);
TEXT_CLOSE : '"' -> skip, popMode;
TEXT_CHAR : [\\$`] -> skip;

// Between the braces of `"${...}"`, where an apostrophe is a character and a number sign no comment.
mode PARAMETER_IN_TEXT;
INNER_SPACE : ( BLANK | '\\' '\r'? '\n' )+ -> skip;
INNER_ESCAPED : '\\' ~[\r\n] -> type(STRING);
INNER_TEXT_OPEN : '"' -> skip, pushMode(TEXT);
INNER_NUMBER : [0-9]+ -> type(NUMBER);
INNER_VARIABLE : PARAMETER -> type(IDENTIFIER);
INNER_IDENTIFIER : LETTER ( LETTER | [0-9#] )* -> type(IDENTIFIER);
INNER_PARAMETER : BRACED -> type(OPERATOR), pushMode(PARAMETER_IN_TEXT);
INNER_HOLE : HOLES -> type(OPERATOR), pushMode(DEFAULT_MODE);
INNER_CLOSE : '}' -> type(OPERATOR), popMode;
INNER_MASKED : '\u0001'+ -> type(STRING);
INNER_APOSTROPHE : '\'' -> skip;
INNER_OPERATOR : ( OPERATORS | [(){] ) -> type(OPERATOR);
INNER_UNKNOWN : . -> type(UNKNOWN);

fragment PARAMETER : '$' ( WORD | [0-9@*#?$!\-] );
// The number sign that asks for a length is no comment.
fragment BRACED : '${' '#'?;
fragment HOLES : '$(' | '<(' | '>(';
fragment OPERATORS
  : ';;&' | '<<<' | '<<-' | ';;' | ';&' | '&&' | '||' | '<<' | '>>' | '<&' | '>&' | '>|' | '&>' | '==' | '=~' | '!=' | '+=' | '<=' | '>='
  | '##' | '%%' | '++' | '--' | '**' | ':-' | ':=' | ':+' | ':?'
  | [[\].&*+\-~!/%<>^|?:;=,@`$\\]
  ;
