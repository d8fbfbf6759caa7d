package dataconnections.value;

import java.math.BigDecimal;

/**
 * A JSON number's text, judged without being expanded: {@code 1e999999999} is eleven
 * characters here, never a gigabyte.
 */
public final class DecimalText {

	/** Digits that PostgreSQL's numeric holds before the decimal point. */
	static final int MAX_INTEGER_DIGITS = 131_072;

	/** Digits that PostgreSQL's numeric holds after the decimal point. */
	static final int MAX_FRACTION_DIGITS = 16_383;

	private DecimalText() {
	}

	/**
	 * Whether JSONB can hold the number.
	 * @param number a number as JSON writes it
	 * @return false where PostgreSQL would answer with an overflow
	 */
	public static boolean fitsNumeric(String number) {
		int e = Math.max(number.indexOf('e'), number.indexOf('E'));
		String mantissa = (e < 0) ? number : number.substring(0, e);
		long exponent = (e < 0) ? 0 : exponent(number.substring(e + 1));
		int point = mantissa.indexOf('.');
		int fraction = (point < 0) ? 0 : mantissa.length() - point - 1;
		if (Math.abs(exponent) > MAX_INTEGER_DIGITS + (long) mantissa.length()
				|| fraction - exponent > MAX_FRACTION_DIGITS) {
			return false;
		}
		int integer = ((point < 0) ? mantissa.length() : point) - leading(mantissa);
		return integer + exponent <= MAX_INTEGER_DIGITS;
	}

	/**
	 * How much longer than it is written the number may become in plain decimal, as JSONB
	 * gives it back.
	 * @param number a number that fits
	 * @return the most further characters
	 */
	public static long growth(String number) {
		int e = Math.max(number.indexOf('e'), number.indexOf('E'));
		return (e < 0) ? 0 : Math.abs(exponent(number.substring(e + 1)));
	}

	/**
	 * The number in plain decimal, without exponent or trailing zeros.
	 * @param number a number as JSON writes it
	 * @param maxLength the longest text wanted
	 * @return the text, or one longer than {@code maxLength} that is not further defined
	 */
	static String plain(String number, int maxLength) {
		int e = Math.max(number.indexOf('e'), number.indexOf('E'));
		if (e >= 0 && Math.abs(exponent(number.substring(e + 1))) > maxLength + (long) number.length()) {
			return isZero(number.substring(0, e)) ? "0" : "9".repeat(maxLength + 1);
		}
		if (number.length() > 20 * maxLength) {
			return number;
		}
		BigDecimal value = new BigDecimal(number);
		return (value.signum() == 0) ? "0" : value.stripTrailingZeros().toPlainString();
	}

	private static boolean isZero(String mantissa) {
		return mantissa.chars().allMatch((c) -> c == '0' || c == '.' || c == '-');
	}

	private static int leading(String mantissa) {
		int sign = mantissa.startsWith("-") ? 1 : 0;
		boolean zero = mantissa.length() > sign && mantissa.charAt(sign) == '0';
		return zero ? sign + 1 : sign;
	}

	private static long exponent(String text) {
		String digits = (text.startsWith("+") || text.startsWith("-")) ? text.substring(1) : text;
		long magnitude = (digits.length() > 10) ? Integer.MAX_VALUE : Long.parseLong(digits);
		return text.startsWith("-") ? -magnitude : magnitude;
	}

}
