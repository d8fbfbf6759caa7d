package dataconnections.tenant;

import java.util.UUID;

/**
 * On whose behalf a request is made. Every object belongs to one brand.
 *
 * @param id the brand
 * @param accountId the account it belongs to
 * @param name its name
 */
public record Brand(UUID id, UUID accountId, String name) {

	/** The name may be the brand's key. */
	@Override
	public String toString() {
		return "Brand[" + this.id + "]";
	}

}
