@NullMarked
package dataconnections.tenant;

import org.jspecify.annotations.NullMarked;
