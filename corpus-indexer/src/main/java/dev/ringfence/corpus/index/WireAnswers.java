package dev.ringfence.corpus.index;

import dev.ringfence.corpus.index.OriginWire.InvalidQuestionException;
import dev.ringfence.corpus.index.OriginWire.Operation;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Answers questions that came over a wire.
final class WireAnswers {
  private WireAnswers() {}

  /// Answers a question.
  static byte[] answer(OriginIndex index, Operation operation, byte[] question)
      throws IOException, InvalidQuestionException {
    try {
      DataInputStream in = WireBytes.read(question);
      byte[] answer = WireBytes.write(out -> answer(index, operation, in, out));
      if (in.available() > 0) {
        throw new InvalidQuestionException("it does not end where it should");
      }
      return answer;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new InvalidQuestionException("it asks for a content that is not there");
    } catch (Cut e) {
      throw new InvalidQuestionException(e.getMessage());
    }
  }

  /// A question that cannot be read, told apart from an index that cannot.
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Cut(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private static int[] asked(DataInputStream in) {
    try {
      int[] asked = WireBytes.ints(in);
      if (asked.length > OriginWire.MAX_ASKED) {
        throw new Cut("it asks for more than " + OriginWire.MAX_ASKED + " at a time");
      }
      return asked;
    } catch (IOException e) {
      throw new Cut("it is cut short");
    }
  }

  private static long[] hashes(DataInputStream in) {
    try {
      long[] hashes = WireBytes.longs(in);
      if (hashes.length > OriginWire.MAX_ASKED) {
        throw new Cut("it asks for more than " + OriginWire.MAX_ASKED + " at a time");
      }
      for (int i = 1; i < hashes.length; i++) {
        if (Long.compareUnsigned(hashes[i - 1], hashes[i]) >= 0) {
          throw new Cut("its hashes do not ascend");
        }
      }
      return hashes;
    } catch (IOException e) {
      throw new Cut("it is cut short");
    }
  }

  private static int most(DataInputStream in) {
    try {
      return in.readInt();
    } catch (IOException e) {
      throw new Cut("it is cut short");
    }
  }

  private static void answer(
      OriginIndex index, Operation operation, DataInputStream in, DataOutputStream out)
      throws IOException {
    switch (operation) {
      case SEEDS -> {
        int most = most(in);
        long[] exact = hashes(in);
        long[] renamed = hashes(in);
        OriginSession.Found found = index.session().seeds(exact, renamed, most);
        WireBytes.putSeeds(out, found.exact(), exact.length);
        WireBytes.putSeeds(out, found.renamed(), renamed.length);
      }
      case SPELLINGS -> WireBytes.putInts(out, index.session().spellingFrequencies(asked(in)));
      case CONTENTS_WITH -> {
        int most = most(in);
        int[][] contents = index.session().contentsWith(asked(in), most);
        out.writeInt(contents.length);
        for (int[] each : contents) {
          WireBytes.putInts(out, each);
        }
      }
      case FUNCTIONS -> {
        int most = most(in);
        int[] terms = asked(in);
        for (int i = 1; i < terms.length; i++) {
          if (Integer.compareUnsigned(terms[i - 1], terms[i]) >= 0) {
            throw new Cut("its terms do not ascend");
          }
        }
        FunctionSeeds seeds = index.session().functions(terms, most);
        for (int i = 0; i < terms.length; i++) {
          out.writeInt(seeds.frequency(i));
        }
        out.writeInt(seeds.size());
        for (int i = 0; i < seeds.size(); i++) {
          out.writeInt(seeds.feature(i));
          out.writeInt(seeds.blob(i));
          out.writeInt(seeds.unit(i));
        }
      }
      case FUNCTION_SIZES -> {
        List<byte[]> sizes = index.functionSizes(known(asked(in)));
        out.writeInt(sizes.size());
        for (byte[] each : sizes) {
          WireBytes.putBytes(out, each);
        }
      }
      case KEYS -> {
        List<String> keys = index.contentKeys(known(asked(in)));
        out.writeInt(keys.size());
        for (String key : keys) {
          WireBytes.putBytes(out, key.getBytes(StandardCharsets.UTF_8));
        }
      }
      case TOKEN_BYTES -> WireBytes.putInts(out, index.tokenBytes(known(asked(in))));
      case TOKENS -> {
        List<StoredTokens> all = index.tokens(known(asked(in)));
        out.writeInt(all.size());
        for (StoredTokens tokens : all) {
          WireBytes.putBytes(out, tokens.encode());
        }
      }
      case TEXTS -> {
        List<Optional<String>> texts = index.texts(known(asked(in)));
        out.writeInt(texts.size());
        for (Optional<String> text : texts) {
          WireBytes.putBytes(
              out,
              text.isEmpty()
                  ? new byte[0]
                  : StoredTokens.deflate(text.get().getBytes(StandardCharsets.UTF_8)));
        }
      }
      case HOLDERS -> {
        List<List<Holder>> all = index.holders(known(asked(in)));
        out.writeInt(all.size());
        for (List<Holder> holders : all) {
          out.writeInt(holders.size());
          for (Holder holder : holders) {
            out.writeLong(holder.work().serial());
            out.writeBoolean(holder.permissive());
          }
        }
      }
      case FILES -> {
        List<List<CorpusFile>> all = index.files(known(asked(in)));
        out.writeInt(all.size());
        for (List<CorpusFile> files : all) {
          out.writeInt(files.size());
          for (CorpusFile file : files) {
            WireBytes.putBytes(out, Records.encode(file));
          }
        }
      }
      case MODEL -> out.write(index.model().encode());
    }
  }

  private static int[] known(int[] contents) {
    for (int content : contents) {
      if (content < 0) {
        throw new IndexOutOfBoundsException(content);
      }
    }
    return contents;
  }
}
