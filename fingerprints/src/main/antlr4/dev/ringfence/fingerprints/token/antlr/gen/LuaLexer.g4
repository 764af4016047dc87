// Lua, from the Lua 5.4 Reference Manual, section 3.1.
lexer grammar LuaLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
HASHBANG : '#!' REST_OF_LINE -> skip;
LONG_COMMENT : '--' LONG -> skip;
OPEN_LONG_COMMENT : '--' OPEN_LONG -> skip;
COMMENT : '--' ( ~[[\r\n] REST_OF_LINE )? -> skip;
BRACKET_COMMENT : '--[' ( '='* ~[=[\r\n] REST_OF_LINE | '='* ) -> skip;
STRING : DOUBLES '"' | SINGLES '\'';
LONG_STRING : LONG -> type(STRING);
OPEN_LONG_STRING : OPEN_LONG -> type(UNTERMINATED);
UNTERMINATED : ( DOUBLES | SINGLES ) '\\'?;
NUMBER : '0' [xX] [0-9a-fA-F.]+ ( [pP] [+-]? [0-9]+ )? | [0-9]+ ( '.' [0-9]+ )? EXPONENT? | '.' [0-9]+ EXPONENT?;
IDENTIFIER : WORD;
OPERATOR : '...' | '..' | '//' | '::' | '<<' | '>>' | '<=' | '>=' | '==' | '~=' | [[\](){}.&*+\-~/%<>^|:;=,#];

// `\z` leaves out the blanks and line ends that follow.
fragment DOUBLES : '"' ( ~["\\\r\n] | '\\' ( '\r'? '\n' | 'z' [ \t\r\n]* | ~[\r\n] ) )*;
fragment SINGLES : '\'' ( ~['\\\r\n] | '\\' ( '\r'? '\n' | 'z' [ \t\r\n]* | ~[\r\n] ) )*;
fragment OPEN_LONG
  : '[[' ( ~']' | ']' ~']' )* ']'?
  | '[=[' ( ~']' | ']'+ ~[\]=] | ']'+ '=' ~']' )* ( ']'+ '='? )?
  | '[==[' ( ~']' | ']' ( ']' | '=]' )* ( ~[\]=] | '=' ~[\]=] | '==' ~']' ) )* ( ']' ( ']' | '=]' )* '='? '='? )?
  ;
fragment LONG : '[[' .*? ']]' | '[=[' .*? ']=]' | '[==[' .*? ']==]' | '[===[' .*? ']===]';
