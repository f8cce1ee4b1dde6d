import { computed, onScopeDispose, ref } from 'vue'

export const secondsMax = 180

// What a browser records of a voice, and the hall takes.
const kinds = [
  { type: 'audio/webm;codecs=opus', ending: 'webm' },
  { type: 'audio/mp4', ending: 'm4a' },
  { type: 'audio/ogg;codecs=opus', ending: 'ogg' },
]

function kindHere() {
  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices?.getUserMedia) return undefined
  return kinds.find(kind => MediaRecorder.isTypeSupported(kind.type))
}

/** Records a voice for at most three minutes. `done` gets what was recorded. */
export function useRecorder(name: string, done: (voice: File) => void) {
  const kind = kindHere()
  const state = ref<'idle' | 'asking' | 'recording' | 'refused'>('idle')
  const seconds = ref(0)
  let recorder: MediaRecorder | undefined
  let ticking: ReturnType<typeof setInterval> | undefined

  async function begin() {
    if (!kind || state.value === 'recording' || state.value === 'asking') return
    state.value = 'asking'
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      if (state.value !== 'asking') return release(stream) // she has left meanwhile
      record(stream)
    } catch {
      state.value = 'refused'
    }
  }

  function record(stream: MediaStream) {
    const parts: Blob[] = []
    recorder = new MediaRecorder(stream, { mimeType: kind!.type, audioBitsPerSecond: 32_000 })
    recorder.ondataavailable = event => parts.push(event.data)
    recorder.onstop = () => {
      clearInterval(ticking)
      release(stream)
      if (state.value === 'recording') done(new File(parts, `${name}.${kind!.ending}`, { type: kind!.type }))
      state.value = 'idle'
    }
    seconds.value = 0
    ticking = setInterval(() => {
      if (++seconds.value >= secondsMax) stop()
    }, 1000)
    recorder.start(1000)
    state.value = 'recording'
  }

  function stop() {
    if (recorder?.state === 'recording') recorder.stop()
  }

  /** Leaves without a recording. */
  function leave() {
    if (state.value === 'asking' || state.value === 'recording') state.value = 'idle'
    stop()
  }
  onScopeDispose(leave)

  return { possible: kind !== undefined, state, seconds, left: computed(() => secondsMax - seconds.value), begin, stop }
}

/** The phone shows that nobody listens any more. */
function release(stream: MediaStream) {
  for (const track of stream.getTracks()) track.stop()
}
