//go:build !purego

#include "textflag.h"

// Instructions that the assembler does not know are given as words, with what they
// say beside them. The lower half of the vector registers holds factors, the upper
// half sums: products by element take their second factor from the lower half.

// func mul4x16(pairs int, a *int16, aStride int, b *int16, c *int32, cStride int)
// c[4][16] += a[4][2*pairs] * b[pairs][16][2]; strides are in bytes.
TEXT ·mul4x16(SB), NOSPLIT, $0-48
	MOVD pairs+0(FP), R0
	MOVD a+8(FP), R4
	MOVD aStride+16(FP), R1
	MOVD b+24(FP), R3
	MOVD c+32(FP), R8
	MOVD cStride+40(FP), R2
	ADD R1, R4, R5
	ADD R1, R5, R6
	ADD R1, R6, R7
	ADD R2, R8, R9
	ADD R2, R9, R10
	ADD R2, R10, R11
	WORD $0x4c402910 // ld1 {v16.4s-v19.4s}, [x8]
	WORD $0x4c402934 // ld1 {v20.4s-v23.4s}, [x9]
	WORD $0x4c402958 // ld1 {v24.4s-v27.4s}, [x10]
	WORD $0x4c40297c // ld1 {v28.4s-v31.4s}, [x11]
loop4:
	WORD $0x4cdf8464 // ld2 {v4.8h, v5.8h}, [x3], #32
	WORD $0x4cdf8466 // ld2 {v6.8h, v7.8h}, [x3], #32
	WORD $0xbc404480 // ldr s0, [x4], #4
	WORD $0xbc4044a1 // ldr s1, [x5], #4
	WORD $0xbc4044c2 // ldr s2, [x6], #4
	WORD $0xbc4044e3 // ldr s3, [x7], #4
	WORD $0x0f402090 // smlal v16.4s, v4.4h, v0.h[0]
	WORD $0x4f402091 // smlal2 v17.4s, v4.8h, v0.h[0]
	WORD $0x0f4020d2 // smlal v18.4s, v6.4h, v0.h[0]
	WORD $0x4f4020d3 // smlal2 v19.4s, v6.8h, v0.h[0]
	WORD $0x0f412094 // smlal v20.4s, v4.4h, v1.h[0]
	WORD $0x4f412095 // smlal2 v21.4s, v4.8h, v1.h[0]
	WORD $0x0f4120d6 // smlal v22.4s, v6.4h, v1.h[0]
	WORD $0x4f4120d7 // smlal2 v23.4s, v6.8h, v1.h[0]
	WORD $0x0f422098 // smlal v24.4s, v4.4h, v2.h[0]
	WORD $0x4f422099 // smlal2 v25.4s, v4.8h, v2.h[0]
	WORD $0x0f4220da // smlal v26.4s, v6.4h, v2.h[0]
	WORD $0x4f4220db // smlal2 v27.4s, v6.8h, v2.h[0]
	WORD $0x0f43209c // smlal v28.4s, v4.4h, v3.h[0]
	WORD $0x4f43209d // smlal2 v29.4s, v4.8h, v3.h[0]
	WORD $0x0f4320de // smlal v30.4s, v6.4h, v3.h[0]
	WORD $0x4f4320df // smlal2 v31.4s, v6.8h, v3.h[0]
	WORD $0x0f5020b0 // smlal v16.4s, v5.4h, v0.h[1]
	WORD $0x4f5020b1 // smlal2 v17.4s, v5.8h, v0.h[1]
	WORD $0x0f5020f2 // smlal v18.4s, v7.4h, v0.h[1]
	WORD $0x4f5020f3 // smlal2 v19.4s, v7.8h, v0.h[1]
	WORD $0x0f5120b4 // smlal v20.4s, v5.4h, v1.h[1]
	WORD $0x4f5120b5 // smlal2 v21.4s, v5.8h, v1.h[1]
	WORD $0x0f5120f6 // smlal v22.4s, v7.4h, v1.h[1]
	WORD $0x4f5120f7 // smlal2 v23.4s, v7.8h, v1.h[1]
	WORD $0x0f5220b8 // smlal v24.4s, v5.4h, v2.h[1]
	WORD $0x4f5220b9 // smlal2 v25.4s, v5.8h, v2.h[1]
	WORD $0x0f5220fa // smlal v26.4s, v7.4h, v2.h[1]
	WORD $0x4f5220fb // smlal2 v27.4s, v7.8h, v2.h[1]
	WORD $0x0f5320bc // smlal v28.4s, v5.4h, v3.h[1]
	WORD $0x4f5320bd // smlal2 v29.4s, v5.8h, v3.h[1]
	WORD $0x0f5320fe // smlal v30.4s, v7.4h, v3.h[1]
	WORD $0x4f5320ff // smlal2 v31.4s, v7.8h, v3.h[1]
	SUBS $1, R0, R0
	BNE loop4
	WORD $0x4c002910 // st1 {v16.4s-v19.4s}, [x8]
	WORD $0x4c002934 // st1 {v20.4s-v23.4s}, [x9]
	WORD $0x4c002958 // st1 {v24.4s-v27.4s}, [x10]
	WORD $0x4c00297c // st1 {v28.4s-v31.4s}, [x11]
	RET

// func mul1x16(pairs int, a *int16, b *int16, c *int32)
// c[16] += a[2*pairs] * b[pairs][16][2].
TEXT ·mul1x16(SB), NOSPLIT, $0-32
	MOVD pairs+0(FP), R0
	MOVD a+8(FP), R4
	MOVD b+16(FP), R3
	MOVD c+24(FP), R8
	WORD $0x4c402910 // ld1 {v16.4s-v19.4s}, [x8]
loop1:
	WORD $0x4cdf8464 // ld2 {v4.8h, v5.8h}, [x3], #32
	WORD $0x4cdf8466 // ld2 {v6.8h, v7.8h}, [x3], #32
	WORD $0xbc404480 // ldr s0, [x4], #4
	WORD $0x0f402090 // smlal v16.4s, v4.4h, v0.h[0]
	WORD $0x4f402091 // smlal2 v17.4s, v4.8h, v0.h[0]
	WORD $0x0f4020d2 // smlal v18.4s, v6.4h, v0.h[0]
	WORD $0x4f4020d3 // smlal2 v19.4s, v6.8h, v0.h[0]
	WORD $0x0f5020b0 // smlal v16.4s, v5.4h, v0.h[1]
	WORD $0x4f5020b1 // smlal2 v17.4s, v5.8h, v0.h[1]
	WORD $0x0f5020f2 // smlal v18.4s, v7.4h, v0.h[1]
	WORD $0x4f5020f3 // smlal2 v19.4s, v7.8h, v0.h[1]
	SUBS $1, R0, R0
	BNE loop1
	WORD $0x4c002910 // st1 {v16.4s-v19.4s}, [x8]
	RET

// func dots4(blocks int, a *int16, b *int16, bStride int, c *int32)
// c[4] = a[16*blocks] · b[4][16*blocks]; the stride is in bytes.
TEXT ·dots4(SB), NOSPLIT, $0-40
	MOVD blocks+0(FP), R0
	MOVD a+8(FP), R3
	MOVD b+16(FP), R4
	MOVD bStride+24(FP), R1
	MOVD c+32(FP), R8
	ADD R1, R4, R5
	ADD R1, R5, R6
	ADD R1, R6, R7
	LSL $1, R0, R0
	VEOR V16.B16, V16.B16, V16.B16
	VEOR V17.B16, V17.B16, V17.B16
	VEOR V18.B16, V18.B16, V18.B16
	VEOR V19.B16, V19.B16, V19.B16
dotLoop:
	WORD $0x3cc10460 // ldr q0, [x3], #16
	WORD $0x3cc10484 // ldr q4, [x4], #16
	WORD $0x3cc104a5 // ldr q5, [x5], #16
	WORD $0x3cc104c6 // ldr q6, [x6], #16
	WORD $0x3cc104e7 // ldr q7, [x7], #16
	WORD $0x0e648010 // smlal v16.4s, v0.4h, v4.4h
	WORD $0x4e648010 // smlal2 v16.4s, v0.8h, v4.8h
	WORD $0x0e658011 // smlal v17.4s, v0.4h, v5.4h
	WORD $0x4e658011 // smlal2 v17.4s, v0.8h, v5.8h
	WORD $0x0e668012 // smlal v18.4s, v0.4h, v6.4h
	WORD $0x4e668012 // smlal2 v18.4s, v0.8h, v6.8h
	WORD $0x0e678013 // smlal v19.4s, v0.4h, v7.4h
	WORD $0x4e678013 // smlal2 v19.4s, v0.8h, v7.8h
	SUBS $1, R0, R0
	BNE dotLoop
	WORD $0x4eb1be10 // addp v16.4s, v16.4s, v17.4s
	WORD $0x4eb3be52 // addp v18.4s, v18.4s, v19.4s
	WORD $0x4eb2be10 // addp v16.4s, v16.4s, v18.4s
	WORD $0x3d800110 // str q16, [x8]
	RET

// func cells8(groups, hidden int, sums *int32, scale *float32, cell *float32, h *int16)
// sums and scale have four gates of hidden numbers: input, forget, output, candidate.
TEXT ·cells8(SB), NOSPLIT, $0-48
	MOVD groups+0(FP), R0
	MOVD hidden+8(FP), R1
	MOVD sums+16(FP), R2
	MOVD scale+24(FP), R6
	MOVD cell+32(FP), R10
	MOVD h+40(FP), R11
	LSL $2, R1, R1
	ADD R1, R2, R3
	ADD R1, R3, R4
	ADD R1, R4, R5
	ADD R1, R6, R7
	ADD R1, R7, R8
	ADD R1, R8, R9
	LSL $1, R0, R0
	MOVD $0x40400000, R12 // 3
	VDUP R12, V15.S4
	MOVD $0xc0400000, R12 // -3
	VDUP R12, V14.S4
	MOVD $0x41100000, R12 // 9
	VDUP R12, V13.S4
	MOVD $0x41d80000, R12 // 27
	VDUP R12, V12.S4
	MOVD $0x3f000000, R12 // 0.5
	VDUP R12, V11.S4
	MOVD $0x45800000, R12 // 4096
	VDUP R12, V10.S4
	MOVD $0x4b400000, R12 // 1.5 * 2^23
	VDUP R12, V9.S4
cellLoop:
	WORD $0x3cc10440 // ldr q0, [x2], #16
	WORD $0x3cc104d0 // ldr q16, [x6], #16
	WORD $0x3cc10461 // ldr q1, [x3], #16
	WORD $0x3cc104f1 // ldr q17, [x7], #16
	WORD $0x3cc10482 // ldr q2, [x4], #16
	WORD $0x3cc10512 // ldr q18, [x8], #16
	WORD $0x3cc104a3 // ldr q3, [x5], #16
	WORD $0x3cc10533 // ldr q19, [x9], #16
	WORD $0x4e21d800 // scvtf v0.4s, v0.4s
	WORD $0x6e30dc00 // fmul v0.4s, v0.4s, v16.4s
	WORD $0x4e21d821 // scvtf v1.4s, v1.4s
	WORD $0x6e31dc21 // fmul v1.4s, v1.4s, v17.4s
	WORD $0x4e21d842 // scvtf v2.4s, v2.4s
	WORD $0x6e32dc42 // fmul v2.4s, v2.4s, v18.4s
	WORD $0x4e21d863 // scvtf v3.4s, v3.4s
	WORD $0x6e33dc63 // fmul v3.4s, v3.4s, v19.4s
	WORD $0x4eaff400 // fmin v0.4s, v0.4s, v15.4s
	WORD $0x4e2ef400 // fmax v0.4s, v0.4s, v14.4s
	WORD $0x6e20dc04 // fmul v4.4s, v0.4s, v0.4s
	WORD $0x6e2ddc85 // fmul v5.4s, v4.4s, v13.4s
	WORD $0x4e2cd4a5 // fadd v5.4s, v5.4s, v12.4s
	WORD $0x4e2cd484 // fadd v4.4s, v4.4s, v12.4s
	WORD $0x6e24dc04 // fmul v4.4s, v0.4s, v4.4s
	WORD $0x6e25fc80 // fdiv v0.4s, v4.4s, v5.4s
	WORD $0x4eaff421 // fmin v1.4s, v1.4s, v15.4s
	WORD $0x4e2ef421 // fmax v1.4s, v1.4s, v14.4s
	WORD $0x6e21dc26 // fmul v6.4s, v1.4s, v1.4s
	WORD $0x6e2ddcc7 // fmul v7.4s, v6.4s, v13.4s
	WORD $0x4e2cd4e7 // fadd v7.4s, v7.4s, v12.4s
	WORD $0x4e2cd4c6 // fadd v6.4s, v6.4s, v12.4s
	WORD $0x6e26dc26 // fmul v6.4s, v1.4s, v6.4s
	WORD $0x6e27fcc1 // fdiv v1.4s, v6.4s, v7.4s
	WORD $0x4eaff442 // fmin v2.4s, v2.4s, v15.4s
	WORD $0x4e2ef442 // fmax v2.4s, v2.4s, v14.4s
	WORD $0x6e22dc44 // fmul v4.4s, v2.4s, v2.4s
	WORD $0x6e2ddc85 // fmul v5.4s, v4.4s, v13.4s
	WORD $0x4e2cd4a5 // fadd v5.4s, v5.4s, v12.4s
	WORD $0x4e2cd484 // fadd v4.4s, v4.4s, v12.4s
	WORD $0x6e24dc44 // fmul v4.4s, v2.4s, v4.4s
	WORD $0x6e25fc82 // fdiv v2.4s, v4.4s, v5.4s
	WORD $0x4eaff463 // fmin v3.4s, v3.4s, v15.4s
	WORD $0x4e2ef463 // fmax v3.4s, v3.4s, v14.4s
	WORD $0x6e23dc66 // fmul v6.4s, v3.4s, v3.4s
	WORD $0x6e2ddcc7 // fmul v7.4s, v6.4s, v13.4s
	WORD $0x4e2cd4e7 // fadd v7.4s, v7.4s, v12.4s
	WORD $0x4e2cd4c6 // fadd v6.4s, v6.4s, v12.4s
	WORD $0x6e26dc66 // fmul v6.4s, v3.4s, v6.4s
	WORD $0x6e27fcc3 // fdiv v3.4s, v6.4s, v7.4s
	WORD $0x6e2bdc00 // fmul v0.4s, v0.4s, v11.4s
	WORD $0x4e2bd400 // fadd v0.4s, v0.4s, v11.4s
	WORD $0x6e2bdc21 // fmul v1.4s, v1.4s, v11.4s
	WORD $0x4e2bd421 // fadd v1.4s, v1.4s, v11.4s
	WORD $0x6e2bdc42 // fmul v2.4s, v2.4s, v11.4s
	WORD $0x4e2bd442 // fadd v2.4s, v2.4s, v11.4s
	WORD $0x3dc00150 // ldr q16, [x10]
	WORD $0x6e23dc00 // fmul v0.4s, v0.4s, v3.4s
	WORD $0x6e30dc21 // fmul v1.4s, v1.4s, v16.4s
	WORD $0x4e21d400 // fadd v0.4s, v0.4s, v1.4s
	WORD $0x3c810540 // str q0, [x10], #16
	WORD $0x4eaff400 // fmin v0.4s, v0.4s, v15.4s
	WORD $0x4e2ef400 // fmax v0.4s, v0.4s, v14.4s
	WORD $0x6e20dc04 // fmul v4.4s, v0.4s, v0.4s
	WORD $0x6e2ddc85 // fmul v5.4s, v4.4s, v13.4s
	WORD $0x4e2cd4a5 // fadd v5.4s, v5.4s, v12.4s
	WORD $0x4e2cd484 // fadd v4.4s, v4.4s, v12.4s
	WORD $0x6e24dc04 // fmul v4.4s, v0.4s, v4.4s
	WORD $0x6e25fc80 // fdiv v0.4s, v4.4s, v5.4s
	WORD $0x6e22dc00 // fmul v0.4s, v0.4s, v2.4s
	WORD $0x6e2adc00 // fmul v0.4s, v0.4s, v10.4s
	WORD $0x4e29d400 // fadd v0.4s, v0.4s, v9.4s
	WORD $0x6ea98400 // sub v0.4s, v0.4s, v9.4s
	WORD $0x0e614800 // sqxtn v0.4h, v0.4s
	WORD $0xfc008560 // str d0, [x11], #8
	SUBS $1, R0, R0
	BNE cellLoop
	RET
