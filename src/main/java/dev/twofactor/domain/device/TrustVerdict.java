package dev.twofactor.domain.device;

/** What a shown cookie is worth. */
public enum TrustVerdict {
    /** It is the browser's newest value: counts, and is to be renewed. */
    CURRENT,
    /** It was renewed a moment ago by another tab: counts, and is not renewed again. */
    JUST_RENEWED,
    /** It was renewed longer ago: somebody has a copy. */
    COPIED,
    /** Trust has ended, or never counted here. */
    OVER
}
