package dataconnections.problem;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Replaces Tomcat's HTML error pages by nothing: what is no valid HTTP gets a bare
 * status.
 */
@Component
class BareErrorPages implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		factory.addContextCustomizers((context) -> {
			if (context.getParent() instanceof StandardHost host) {
				host.setErrorReportValveClass(Bare.class.getName());
			}
		});
	}

	/** Writes no report. */
	public static class Bare extends ErrorReportValve {

		@Override
		protected void report(Request request, Response response, Throwable throwable) {
			response.setErrorReported();
		}

	}

}
