// Text of no language known here: the comments, strings and words that most languages share.
lexer grammar GenericLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
LINE_COMMENT : ( SLASHED_LINE | '#' REST_OF_LINE | '--' [ \t] REST_OF_LINE | ';;' REST_OF_LINE ) -> skip;
BLOCK_COMMENT : STARRED_BLOCK -> skip;
STRING : DOUBLE_QUOTED '"' | SINGLE_QUOTED '\'';
NUMBER : BASED | DECIMAL;
IDENTIFIER : WORD;
OPERATOR
  : '<=>' | '===' | '!==' | '...' | '->' | '=>' | '<-' | ':=' | '::' | '..' | '++' | '--' | '**' | '<<' | '>>' | '<=' | '>=' | '==' | '!='
  | '<>' | '&&' | '||' | '+=' | '-=' | '*=' | '/='
  | [[\](){}.&*+\-~!/%<>^|?:;=,@#$`\\"']
  ;
