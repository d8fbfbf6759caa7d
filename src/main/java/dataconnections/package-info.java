/**
 * A marketer's data, ready at the moment a message is sent: the Data Connections API.
 */
@NullMarked
package dataconnections;

import org.jspecify.annotations.NullMarked;
