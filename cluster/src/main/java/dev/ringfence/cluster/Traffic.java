package dev.ringfence.cluster;

/// What went over the network.
///
/// @param requests round trips
/// @param sent bytes of their bodies
/// @param received bytes of the bodies of answers
public record Traffic(long requests, long sent, long received) {
  /// What came after an earlier count.
  public Traffic since(Traffic earlier) {
    return new Traffic(
        requests - earlier.requests, sent - earlier.sent, received - earlier.received);
  }
}
