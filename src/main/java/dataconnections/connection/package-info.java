@NullMarked
package dataconnections.connection;

import org.jspecify.annotations.NullMarked;
