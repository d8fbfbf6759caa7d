package dataconnections.address;

import java.util.List;
import java.util.Set;

import inet.ipaddr.IPAddress;

/**
 * Where clouds hand out the credentials of a machine to whoever asks from it. No setting
 * opens these.
 */
final class CloudMetadata {

	/** All of 169.254.0.0/16, since every cloud puts its services somewhere into it. */
	private static final List<AddressBlock> ADDRESSES = List
		.of("169.254.0.0/16", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::/32", "fd20:ce::254",
				"fd00:c1::a9fe:a9fe", "fd00:42::42", "fe80::a9fe:a9fe")
		.stream()
		.map(AddressBlock::of)
		.toList();

	private static final Set<String> NAMES = Set.of("metadata", "metadata.google.internal", "metadata.goog",
			"metadata.azure.internal", "metadata.tencentyun.com", "metadata.oraclecloud.com", "instance-data",
			"instance-data.ec2.internal", "api.metadata.cloud.ibm.com", "rancher-metadata");

	private CloudMetadata() {
	}

	static boolean isName(String host) {
		return NAMES.contains(host);
	}

	static boolean isAddress(IPAddress address) {
		return ADDRESSES.stream().anyMatch((block) -> block.contains(address)) || (address.isIPv6()
				&& EmbeddedAddresses.of(address.toIPv6()).stream().anyMatch(CloudMetadata::isAddress));
	}

}
