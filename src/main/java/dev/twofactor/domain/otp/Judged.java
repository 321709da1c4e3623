package dev.twofactor.domain.otp;

/**
 * A judgement, and what those who count want to know of it.
 *
 * @param messages how many had carried the code that was right; 0 for any other
 */
record Judged(Judgement judgement, int messages) {

    /** There is no such challenge here. */
    static final Judged UNKNOWN = new Judged(new Judgement(Verdict.UNKNOWN, null), 0);

    Verdict verdict() {
        return judgement.verdict();
    }
}
