package dataconnections.row;

/**
 * How a patch changes a record.
 */
public interface RowPatch {

	/**
	 * Changes a record.
	 * @param seq the place of the patch in its request, from 0
	 * @param before the record's JSON object
	 * @param patch the patch's JSON object
	 * @return the changed record's JSON object
	 */
	String apply(long seq, String before, String patch);

}
