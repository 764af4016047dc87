/// Indexes on an OpenSearch cluster, behind the same doors as those in a folder.
@NullMarked
package dev.ringfence.cluster;

import org.jspecify.annotations.NullMarked;
