package dataconnections;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class DataConnectionsApplication {

	public static void main(String[] args) {
		SpringApplication.run(DataConnectionsApplication.class, args);
	}

}
