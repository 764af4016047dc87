// C#, from the C# 8 standard (ECMA-334) clause 6 and the language reference up to C# 13.
//
// A brace pushes and pops, so that the one that closes a hole finds its string again.
lexer grammar CSharpLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
LINE_COMMENT : SLASHED_LINE -> skip;
BLOCK_COMMENT : STARRED_BLOCK -> skip;
SKIPPED_DIRECTIVE
  : '#' [ \t]* ( 'region' | 'endregion' | 'pragma' | 'nullable' | 'error' | 'warning' | 'line' ) ( [ \t(] REST_OF_LINE )? -> skip
  ;
DIRECTIVE : '#' [ \t]* ( 'define' | 'undef' | 'if' | 'elif' | 'else' | 'endif' );

STRING : DOUBLE_QUOTED '"' | SINGLE_QUOTED '\'';
VERBATIM : '@"' ( ~'"' | '""' )* '"' -> type(STRING);
OPEN_VERBATIM : '@"' ( ~'"' | '""' )* -> type(UNTERMINATED);
RAW_STRING : '$'* RAW_TRIPLE_QUOTED '"""' '"'* -> type(STRING);
OPEN_RAW_STRING : '$'* RAW_TRIPLE_QUOTED -> type(UNTERMINATED);
UNTERMINATED : DOUBLE_QUOTED '\\'? | SINGLE_QUOTED '\\'?;
INTERPOLATED_OPEN : '$"' -> skip, pushMode(INTERPOLATED);
INTERPOLATED_VERBATIM_OPEN : ( '$@"' | '@$"' ) -> skip, pushMode(INTERPOLATED_VERBATIM);

NUMBER : ( BASED | DECIMAL | '.' [0-9] [0-9_]* EXPONENT? ) [uUlLfFdDmM]*;
IDENTIFIER : '@'? WORD;
OPEN_BRACE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACE : '}' -> type(OPERATOR), popMode;
OPERATOR
  : '>>>=' | '??=' | '<<=' | '>>=' | '>>>' | '=>' | '->' | '::' | '..' | '??' | '?.' | '++' | '--' | '<<' | '>>'
  | '<=' | '>=' | '==' | '!=' | '&&' | '||' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^='
  | [[\]().&*+\-~!/%<>^|?:;=,@#$]
  ;

mode INTERPOLATED;
TEXT : ( ~["\\{}\r\n] | '\\' ~[\r\n] | '{{' | '}}' )+ -> type(STRING);
HOLE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
INTERPOLATED_CLOSE : '"' -> skip, popMode;
INTERPOLATED_END : [\r\n] -> skip, popMode;
TEXT_CHAR : [\\}] -> skip;

mode INTERPOLATED_VERBATIM;
TEXT_V : ( ~["{}] | '""' | '{{' | '}}' )+ -> type(STRING);
HOLE_V : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_V : '"' -> skip, popMode;
TEXT_CHAR_V : '}' -> skip;
