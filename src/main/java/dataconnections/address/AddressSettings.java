package dataconnections.address;

import java.util.List;
import java.util.function.Function;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be called besides public addresses. Cloud metadata never may.
 *
 * @param allowedNetworks networks in CIDR notation, such as 10.0.0.0/8
 * @param allowedHosts names, or {@code *.} and a name for all names below it
 */
@ConfigurationProperties("data-connections.source")
record AddressSettings(@DefaultValue List<String> allowedNetworks, @DefaultValue List<String> allowedHosts) {

	static final String NETWORKS = "data-connections.source.allowed-networks";

	static final String HOSTS = "data-connections.source.allowed-hosts";

	AddressSettings {
		allowedNetworks = List.copyOf(allowedNetworks);
		allowedHosts = List.copyOf(allowedHosts);
		read(NETWORKS, allowedNetworks, AddressBlock::of);
		read(HOSTS, allowedHosts, AllowedHost::of);
	}

	List<AddressBlock> networks() {
		return read(NETWORKS, this.allowedNetworks, AddressBlock::of);
	}

	List<AllowedHost> hosts() {
		return read(HOSTS, this.allowedHosts, AllowedHost::of);
	}

	private static <T> List<T> read(String property, List<String> values, Function<String, T> reader) {
		return values.stream().map((value) -> read(property, value, reader)).toList();
	}

	private static <T> T read(String property, String value, Function<String, T> reader) {
		try {
			return reader.apply(value);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(property + " has '" + value + "': " + ex.getMessage() + ".", ex);
		}
	}

}
