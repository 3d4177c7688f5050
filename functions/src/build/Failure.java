/** Why there can be no build, in words for whoever started it. */
class Failure extends RuntimeException {

    Failure(String message) {
        super(message);
    }
}
