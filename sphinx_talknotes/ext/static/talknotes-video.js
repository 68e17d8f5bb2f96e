/* Nothing comes from a video host before the reader asks for it. Without this script,
   and on file: pages, videos and timestamps are plain links. */
(() => {
  // Players that read their start, with this unit, from the hash; others: ?start=.
  const HASH = { vimeo: "s", ccc: "" };

  // The address for the frame; none unless it is https.
  const address = ({ tnEmbed, tnProvider }, seconds) => {
    if (!/^https:\/\/\w/.test(tnEmbed) || location.protocol === "file:") return;
    const url = new URL(tnEmbed);
    const params = url.searchParams;
    params.set("autoplay", 1);
    if (seconds >= 0) {
      if (tnProvider in HASH) url.hash = `t=${seconds}${HASH[tnProvider]}`;
      else params.set("start", seconds);
      for (const name of ["end", "stop"]) {
        if (+params.get(name) <= seconds) params.delete(name);
      }
    }
    return url.href;
  };

  // A new frame for each start: reliable, and adds nothing to the history.
  const play = (figure, seconds) => {
    const old = figure.querySelector(".tn-video-link, .tn-video-frame");
    const src = old && address(figure.dataset, seconds);
    if (!src) return;
    const frame = Object.assign(document.createElement("iframe"), {
      className: "tn-video-frame",
      title: figure.dataset.tnTitle || old.title || old.textContent || "Video",
      allow: "autoplay; fullscreen; picture-in-picture",
      referrerPolicy: "strict-origin-when-cross-origin",
      src,
    });
    old.replaceWith(frame);
    return frame;
  };

  const seek = (figure, seconds) => {
    const media = figure.querySelector("video, audio");
    if (!media) return play(figure, seconds);
    media.currentTime = seconds;
    media.play().catch(() => {});
    return media;
  };

  addEventListener("click", (e) => {
    if (e.defaultPrevented || e.button) return;
    if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const link = e.target.closest(".tn-video-link, .tn-at");
    if (!link) return;
    const { tnVideo, tnSeconds } = link.dataset;
    const figure = tnVideo ? document.getElementById(tnVideo) : link.closest(".tn-video");
    const player = figure && (tnSeconds ? seek(figure, +tnSeconds) : play(figure));
    if (!player) return;
    e.preventDefault();
    player.focus({ preventScroll: true });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    player.scrollIntoView({ behavior: still ? "instant" : "smooth", block: "nearest" });
  });
})();
