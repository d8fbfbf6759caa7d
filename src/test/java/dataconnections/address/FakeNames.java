package dataconnections.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Name service under the test's control: gives its answers in turn, the last one ever
 * after.
 */
public final class FakeNames implements HostResolver, TestResolver.Names {

	private final Deque<InetAddress[]> answers = new ArrayDeque<>();

	private final List<String> asked = new ArrayList<>();

	public FakeNames thenAnswer(String... addresses) {
		this.answers.add(Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new));
		return this;
	}

	@Override
	public InetAddress[] resolve(String host) throws UnknownHostException {
		this.asked.add(host);
		InetAddress[] answer = (this.answers.size() > 1) ? this.answers.remove() : this.answers.peek();
		if (answer == null) {
			throw new UnknownHostException(host);
		}
		return answer;
	}

	public List<String> asked() {
		return this.asked;
	}

}
